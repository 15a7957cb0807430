"""Prepare the stack's folders and let the services' account reach them, and nothing more."""

import os
import pwd
import shutil
import stat
from pathlib import Path

from embedded.process import run
from embedded.settings import ROOT, Settings, owner

DATA_FOLDERS = (
    "secrets", "config", "log", "run", "tmp", "home", "postgres", "redis", "solr", "ckan",
    "airflow", "nginx", "store", "sources", "operators_sources",
)  # fmt: skip
CODE = ("ckanext-donneesqc", "dags", "docker", "pipelines", "reference_datasets", "schemas")
INSTALLED = ("envs", "solr-dist", "cache")
ADVICE = "Relancez en root, ou choisissez un autre dossier avec DONNEESQC_VAR."


def prepare(settings: Settings) -> None:
    """Create the account (as root), the folders of the data, and the ways to reach them."""
    if settings.user:
        _create_account(settings.user)
    settings.var.mkdir(parents=True, exist_ok=True)
    account = owner(settings)
    for name in DATA_FOLDERS:
        folder = settings.var / name
        if not folder.exists():
            folder.mkdir(mode=0o700)
            os.chown(folder, account.pw_uid, account.pw_gid)
    if settings.user:
        for folder in (ROOT, settings.var, settings.envs, settings.solr_dist):
            _open_way(settings.user, folder)
        _open_code(settings.user)


def _create_account(name: str) -> None:
    try:
        pwd.getpwnam(name)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell"]
        run([*command, "/usr/sbin/nologin", "--home-dir", "/nonexistent", name], advice=ADVICE)


def _open_way(user: str, folder: Path) -> None:
    """Let the account pass through each closed parent folder, without listing it."""
    for place in (folder, *folder.parents):
        if place.exists() and not place.stat().st_mode & stat.S_IXOTH:
            run(["setfacl", "-m", f"u:{user}:x", place], advice=ADVICE)


def _open_code(user: str) -> None:
    """Let the account read the code of a clone made under a strict umask."""
    if not (ROOT / "setup.py").stat().st_mode & stat.S_IROTH:
        code = [ROOT / name for name in CODE if (ROOT / name).exists()]
        run(["setfacl", "-R", "-m", f"u:{user}:rX", *code], advice=ADVICE)


def clean(settings: Settings) -> None:
    """Remove the data, secrets and logs of a stack, and what it installed; keep its backups."""
    ours = [settings.var / name for name in (*DATA_FOLDERS, *INSTALLED, "test")]
    for path in ours:
        if path.is_dir():
            shutil.rmtree(path)
    if settings.var.is_dir() and not any(settings.var.iterdir()):
        settings.var.rmdir()
