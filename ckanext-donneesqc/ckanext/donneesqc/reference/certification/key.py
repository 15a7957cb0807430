"""The portal's key, by which certificates are signed: made once, read by nobody else."""

import os
from pathlib import Path

import ckan.plugins.toolkit as tk
from ckanext.donneesqc.locks import advisory_lock

from pipelines.certification.signing import new_key, public_key

SPACE, PATIENCE = 7_201_302, 30.0  # seconds


def private() -> bytes:
    """Return the private key, PEM; the first who asks makes it."""
    path = _path()
    if not path.exists():
        with advisory_lock(SPACE, "key", PATIENCE) as taken:
            if not path.exists():
                if not taken:  # a second key would undo what the first signs
                    raise TimeoutError("the portal's key is being made")
                _write(path, new_key())
    return path.read_bytes()


def public() -> bytes:
    """Return the public key, PEM."""
    return public_key(private())


def _path() -> Path:
    return Path(tk.config["ckan.storage_path"], "certification", "cle.pem")


def _write(path: Path, content: bytes) -> None:
    """Write the key whole or not at all, for the portal's account alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    scratch = path.with_suffix(".new")
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        os.fsync(file.fileno())
    scratch.rename(path)
