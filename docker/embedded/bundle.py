"""Gather what a Windows PC without network needs to install `donneesqc` (`make bundle`)."""

import shutil
import tempfile
import zipfile
from pathlib import Path

from embedded import environments
from embedded.console import say, step
from embedded.process import run
from embedded.settings import ROOT, Settings

LOCK = ROOT / "requirements" / "windows.txt"
PLATFORM = "win_amd64"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")  # whichever the PC has
WHEELS = "paquets"
ADVICE = "Vérifiez le réseau, puis relancez « make bundle »."
STAMP = (2026, 1, 1, 0, 0, 0)  # the same content gives the same archive


def make(settings: Settings) -> int:
    """Write the bundle under var/ and say where."""
    folder = settings.var / "bundle"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="donneesqc-bundle-") as name:
        wheels = Path(name) / WHEELS
        with step(f"Paquets de {PLATFORM}"):
            gather(settings, wheels)
        own = next(wheels.glob("ckanext_donneesqc-*.whl"))
        archive = folder / f"donneesqc-{own.name.split('-')[1]}-{PLATFORM}.zip"
        _zip(wheels, archive)
    say(f"Écrit\u00a0: {archive}")
    return 0


def gather(settings: Settings, wheels: Path) -> None:
    """Put in `wheels` our own wheel and those of the lock, for each Python that a PC may have."""
    environments.uv(settings)
    pip = settings.envs / "uv" / "bin" / "pip"
    for python in PYTHONS:
        target = ["--platform", PLATFORM, "--python-version", python, "--only-binary", ":all:"]
        words = ["download", "--quiet", "--no-deps", *target, "-r", LOCK, "-d", wheels]
        run([pip, *words], advice=ADVICE)
    with tempfile.TemporaryDirectory(prefix="donneesqc-wheel-") as source:
        copy = Path(source) / "donneesqc"
        shutil.copytree(ROOT, copy, ignore=_not_source)
        environments.run_uv(settings, "build", "--quiet", "--wheel", copy, "-o", wheels)
    (wheels / ".gitignore").unlink(missing_ok=True)


def _not_source(folder: str, names: list[str]) -> set[str]:
    """Leave out what isn't the distribution: what runs, what was built, what tests it."""
    top = {"var", ".git", "tests", "build"} if Path(folder) == ROOT else set()
    return {name for name in names if name in top or name.endswith((".egg-info", "__pycache__"))}


def _zip(wheels: Path, archive: Path) -> None:
    partial = archive.with_suffix(".partiel")
    with zipfile.ZipFile(partial, "w") as out:
        for path in sorted(wheels.iterdir()):
            _add(out, f"{WHEELS}/{path.name}", path.read_bytes())
        instructions = Path(__file__).with_name("bundle_LISEZMOI.txt").read_text(encoding="utf-8")
        _add(out, "LISEZMOI.txt", instructions.replace("\n", "\r\n").encode("utf-8-sig"))
    partial.replace(archive)


def _add(out: zipfile.ZipFile, name: str, content: bytes) -> None:
    out.writestr(zipfile.ZipInfo(name, STAMP), content)
