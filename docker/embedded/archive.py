"""Back up a stack into one archive; restore it into an empty place."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from embedded import closing, credentials, folders, postgres
from embedded.console import say, step
from embedded.credentials import Credentials
from embedded.process import run, run_as_owner
from embedded.run import Level, Stack, install, is_up
from embedded.settings import ROOT, Settings, StackError, owner

FORMAT = 1
# Sessions (Redis), the index (Solr) and the services' logs can be made again; these can't.
FOLDERS = ("secrets", "ckan", "store", "operators_sources", "airflow")
MADE_AGAIN = ("ckan/webassets", "ckan/tests", "ckan/verifications")  # the last is kept an hour
ADVICE = "Vérifiez l’espace disque et le journal de PostgreSQL (make logs SERVICE=postgres)."


def backup(settings: Settings) -> int:
    """Write databases, files, keys, store and Airflow's home into one archive; print its path."""
    if not is_up(settings):
        raise StackError(
            "Une sauvegarde lit les bases\u00a0: démarrez d’abord par «\u00a0make run\u00a0»."
        )
    target = _target(settings)
    with step("Sauvegarde"), _scratch(settings) as scratch:
        # Databases first: a file they name is then in the archive, whatever is added meanwhile.
        for name in postgres.DATABASES:
            _dump(settings, credentials.load(settings), name, scratch / f"{name}.dump")
        _pack(settings, scratch, target)
    size = f"{target.stat().st_size / 1e6:.1f}".replace(".", ",")
    say(f"{target} ({size}\u00a0Mo). Elle contient les clés\u00a0: gardez-la en lieu sûr.")
    return 0


def _target(settings: Settings) -> Path:
    given = os.environ.get("ARCHIVE")
    if given:
        return (ROOT / given).resolve()
    now = datetime.now(UTC).astimezone()
    return settings.var / "backups" / f"donneesqc-{now:%Y%m%d-%H%M%S}.tar.gz"


@contextmanager
def _scratch(settings: Settings) -> Iterator[Path]:
    """Give a folder that the services' account may write to, gone afterwards."""
    folder = Path(tempfile.mkdtemp(dir=settings.var / "tmp"))
    account = owner(settings)
    os.chown(folder, account.pw_uid, account.pw_gid)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _dump(settings: Settings, secrets: Credentials, name: str, target: Path) -> None:
    command = [postgres.tool("pg_dump"), "--format=custom", "--file", target, name]
    env = postgres.environment(settings, secrets)
    run_as_owner(settings, command, env=env, advice=ADVICE)


def _pack(settings: Settings, scratch: Path, target: Path) -> None:
    date = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = {"format": FORMAT, "date": date, "databases": postgres.DATABASES}
    (scratch / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.partial")
    partial.touch(mode=0o600)
    left_out = [f"--exclude={path}" for path in MADE_AGAIN]
    command = [
        "tar",
        "--create",
        "--gzip",
        "--file",
        partial,
        *left_out,
        "--warning=no-file-changed",
    ]
    command += ["-C", scratch, "manifest.json", *(f"{name}.dump" for name in postgres.DATABASES)]
    run([*command, "-C", settings.var, *FOLDERS], advice=ADVICE)
    partial.replace(target)


def restore(settings: Settings) -> int:
    """Bring an archive back to life in an empty place, and start its services."""
    source = _source()
    install(settings, Level.AIRFLOW)
    _refuse_occupied(settings)
    folders.prepare(settings)
    with step(f"Restauration de {source.name}"), _scratch(settings) as scratch:
        _unpack(settings, source, scratch)
        stack = Stack(settings)
        stack.up(Level.DATA)
        for name in postgres.DATABASES:
            _load(settings, stack.secrets, name, scratch / f"{name}.dump")
    # The index isn't in the archive: a stamp of no known value has it made again.
    (settings.storage / "stamp-search").write_text("restored", encoding="ascii")
    closing.render_sources(settings)
    stack.up(Level.AIRFLOW)
    say(f"\nRestauré. Portail\u00a0: {settings.portal}    Airflow\u00a0: {settings.airflow}")
    return 0


def _source() -> Path:
    given = os.environ.get("ARCHIVE")
    if not given:
        raise StackError(
            "Dites quelle archive restaurer\u00a0: «\u00a0make restore ARCHIVE=chemin\u00a0»."
        )
    path = (ROOT / given).resolve()
    if not path.is_file():
        raise StackError(f"ARCHIVE={given}\u00a0: ce fichier n’existe pas ({path}).")
    return path


def _refuse_occupied(settings: Settings) -> None:
    if (settings.var / "postgres" / "PG_VERSION").exists():
        raise StackError(
            f"{settings.var} contient déjà une installation, que la restauration effacerait. "
            "Choisissez un dossier vide (DONNEESQC_VAR=…), ou faites «\u00a0make clean\u00a0»."
        )


def _unpack(settings: Settings, source: Path, scratch: Path) -> None:
    advice = "L’archive est incomplète, ou n’en est pas une\u00a0: prenez-en une autre."
    run(
        ["tar", "--extract", "--gzip", "--no-same-owner", "-C", scratch, "-f", source],
        advice=advice,
    )
    manifest = json.loads((scratch / "manifest.json").read_text(encoding="utf-8"))
    if manifest["format"] != FORMAT:
        raise StackError(
            f"Archive de format {manifest['format']}\u00a0: cette version lit le {FORMAT}."
        )
    for name in FOLDERS:
        shutil.rmtree(settings.var / name)
        shutil.move(scratch / name, settings.var / name)
    account = owner(settings)
    for folder in (scratch, *(settings.var / name for name in FOLDERS)):
        _give(folder, account.pw_uid, account.pw_gid)


def _give(folder: Path, user: int, group: int) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user, group, follow_symlinks=False)


def _load(settings: Settings, secrets: Credentials, name: str, dump: Path) -> None:
    """Fill a database; what its preparation had put there already gives way."""
    options = ["--exit-on-error", "--clean", "--if-exists", "--dbname", name]
    command = [postgres.tool("pg_restore"), *options, dump]
    env = postgres.environment(settings, secrets)
    run_as_owner(settings, command, env=env, advice=ADVICE)
