"""Make the secrets at first start; keep them in files that the services' account alone reads."""

import json
import os
import secrets
from dataclasses import dataclass, fields
from pathlib import Path

from embedded.settings import Settings, owner


@dataclass(frozen=True, repr=False)  # a log may quote this object, never its secrets
class Credentials:
    """Every generated secret of a stack; each lives in a file of that name."""

    admin_password: str
    pipeline_password: str
    ckan_secret_key: str
    ckan_csrf_key: str
    ckan_jwt_key: str
    postgres_password: str
    postgres_ckan_password: str
    postgres_reader_password: str
    postgres_airflow_password: str
    redis_password: str
    supervisor_password: str
    airflow_password: str
    airflow_secret_key: str
    airflow_jwt_key: str


def load(settings: Settings) -> Credentials:
    """Read the secrets, making those that aren't there yet."""
    names = [field.name for field in fields(Credentials)]
    return Credentials(**{name: _read_or_make(settings, name) for name in names})


def airflow_fernet_key(settings: Settings) -> str:
    """Return Airflow's encryption key: 32 random bytes in URL-safe base64, as Fernet wants."""
    return _read_or_make(settings, "airflow_fernet_key", suffix="=")


def token_file(settings: Settings) -> Path:
    """Say where the pipeline's API token is."""
    return settings.secrets / "pipeline_token"


def write_airflow_passwords(settings: Settings, password: str) -> Path:
    """Write the accounts of Airflow's simple auth manager, in the form that it reads."""
    path = settings.secrets / "airflow_accounts.json"
    write_private(settings, path, json.dumps({"admin": password}))
    return path


def write_private(settings: Settings, path: Path, text: str) -> None:
    """Write a file for the services' account alone; leave it as it is when it says the same."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    account = owner(settings)
    os.chown(partial, account.pw_uid, account.pw_gid)
    partial.replace(path)


def _read_or_make(settings: Settings, name: str, suffix: str = "") -> str:
    path = settings.secrets / name
    if not path.exists():
        write_private(settings, path, secrets.token_urlsafe(32) + suffix)
    return path.read_text(encoding="utf-8").strip()
