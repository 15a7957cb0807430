"""Make the Python environments from their locks, with uv; do nothing when they are up to date."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from embedded.console import step
from embedded.process import run
from embedded.settings import ROOT, Settings
from embedded.stamps import alone, digest, is_done, mark_done

PYTHON = "/usr/bin/python3"  # Debian's: the services' account can reach it wherever root's home is
# The machine's own certificates: a network that inspects its traffic has added one there.
UV = {"UV_SYSTEM_CERTS": "1"}
NETWORK = "Vérifiez le réseau et l’espace disque, puis relancez la même commande."


@dataclass(frozen=True)
class Environment:
    """A Python environment: its folder's name, its lock, whether our own package is in it.

    `tools` is the lock of the same environment with the tools of tests and lint, if it has one.
    """

    name: str
    lock: str
    ours: bool = True
    tools: str = ""

    @property
    def lock_path(self) -> Path:
        return ROOT / "requirements" / self.lock


CKAN = Environment("ckan", "ckan-2.12.txt", tools="ckan-2.12-dev.txt")
CKAN_211 = Environment("ckan-2.11", "ckan-2.11.txt")  # for tests alone: its lock has their tools
AIRFLOW = Environment("airflow", "airflow.txt", tools="airflow-dev.txt")
SUPERVISOR = Environment("supervisor", "supervisor.txt", ours=False)


def uv(settings: Settings) -> Path:
    """Return uv, installed from its lock into an environment of its own."""
    folder = settings.envs / "uv"
    lock = ROOT / "requirements" / "uv.txt"
    value = digest([lock])
    if not is_done(folder / "stamp", value):
        run([PYTHON, "-m", "venv", "--clear", folder], advice=NETWORK)
        run([folder / "bin" / "pip", "install", "--quiet", "-r", lock], advice=NETWORK)
        mark_done(folder / "stamp", value)
    return folder / "bin" / "uv"


def run_uv(settings: Settings, *words: Path | str, advice: str = NETWORK) -> None:
    """Run uv at the root of the house; its locks in the temporary folder, which it leaves, go."""
    with tempfile.TemporaryDirectory(prefix="donneesqc-uv-") as scratch:
        env = {**UV, "TMPDIR": scratch}
        run([uv(settings), *words], cwd=ROOT, env=env, advice=advice)


def make(settings: Settings, environment: Environment) -> None:
    """Bring one environment to the exact content of its lock, plus our package in editable form."""
    steps = [("stamp-lock", digest([environment.lock_path]), _synchronise)]
    if environment.ours:
        steps.append(("stamp-ours", digest([ROOT / "setup.py", str(ROOT)]), _install_ours))
    folder = settings.envs / environment.name
    if all(is_done(folder / name, value) for name, value, _do in steps):
        return
    with alone(settings.envs), step(f"Environnement Python «\u00a0{environment.name}\u00a0»"):
        for name, value, do in steps:
            if not is_done(folder / name, value):
                do(settings, environment, folder)
                mark_done(folder / name, value)


def _synchronise(settings: Settings, environment: Environment, folder: Path) -> None:
    python = folder / "bin" / "python"
    if not python.exists():
        run_uv(settings, "venv", "--quiet", "--python", PYTHON, folder)
    # What isn't in the lock goes: our package and the tools are to be added again.
    for name in ("stamp-ours", "stamp-tools"):
        (folder / name).unlink(missing_ok=True)
    # Compiled here because the services' account may not write beside root's files.
    options = ("--quiet", "--compile-bytecode", "--python", python)
    run_uv(settings, "pip", "sync", *options, environment.lock_path)


def _install_ours(settings: Settings, environment: Environment, folder: Path) -> None:
    options = ("--quiet", "--no-deps", "--python", folder / "bin" / "python")
    run_uv(settings, "pip", "install", *options, "-e", ROOT)


def add_tools(settings: Settings, environment: Environment) -> None:
    """Add the tools of tests and lint to an environment; what its lock says stays."""
    if not environment.tools:
        return
    lock = ROOT / "requirements" / environment.tools
    stamp = settings.envs / environment.name / "stamp-tools"
    value = digest([lock, environment.lock_path])
    if is_done(stamp, value):
        return
    with alone(settings.envs), step(f"Outils de test dans «\u00a0{environment.name}\u00a0»"):
        options = ("--quiet", "--compile-bytecode", "--python", settings.python(environment.name))
        run_uv(settings, "pip", "install", *options, "-r", lock)
        mark_done(stamp, value)
