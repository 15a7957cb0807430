"""Where the bytes of deposits are: one folder a dataset, one file a content.

`<storage>/depots/<dataset>/arrivals/<deposit>`  bytes still arriving
`<storage>/depots/<dataset>/raw/<deposit>`  a file as it was sent
`<storage>/depots/<dataset>/prepared/<deposit>/`  its rows in normal form, its report
`<storage>/depots/<dataset>/files/<sha256>`  a file made from a version
"""

import hashlib
import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

from ckanext.donneesqc.deposits import config

PRIVATE = 0o700
READ_ONLY = 0o440
AT_ONCE = 1 << 20


def arrival(package_id: str, deposit_id: str) -> Path:
    """Return where the bytes of a deposit arrive."""
    return _folder(package_id, "arrivals") / deposit_id


def raw(package_id: str, deposit_id: str) -> Path:
    """Return where a file is, as it was sent."""
    return _folder(package_id, "raw") / deposit_id


def prepared(package_id: str, deposit_id: str) -> Path:
    """Return the folder of a deposit's rows in normal form and report."""
    return _folder(package_id, "prepared") / deposit_id


def derived(package_id: str, sha256: str) -> Path:
    """Return where a file made from a version is."""
    return _folder(package_id, "files") / sha256


def scratch(package_id: str, name: str) -> Path:
    """Return an empty folder for one piece of work; what an earlier try left there goes."""
    folder = _folder(package_id, "scratch") / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=PRIVATE)
    return folder


def keep_folder(made: Path, target: Path) -> None:
    """Put a whole folder in its place, in the stead of what an earlier try left there."""
    shutil.rmtree(target, ignore_errors=True)
    _sync(made)
    made.rename(target)


def keep_derived(package_id: str, made: Path) -> tuple[str, int]:
    """Move a made file to the name of its content; return its SHA-256 and size."""
    digest, size = sha256_of(made), made.stat().st_size
    target = derived(package_id, digest)
    if not target.exists():
        made.chmod(READ_ONLY)
        made.replace(target)
    return digest, size


def link(source: Path, target: Path) -> None:
    """Make a kept file appear at a second place too, whatever was there, in one movement."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and target.samefile(source):
        return  # a rename between two names of one file would do nothing
    beside = Path(mkdtemp(dir=target.parent, prefix=".")) / target.name
    try:
        os.link(source, beside)
    except OSError:  # another file system
        shutil.copyfile(source, beside)
    beside.replace(target)
    beside.parent.rmdir()


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def forget(*paths: Path) -> None:
    """Delete files and folders; those that aren't there are no fault."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def forget_deposit(package_id: str, deposit_id: str) -> None:
    """Delete all that is kept of a deposit: bytes, rows in normal form, report."""
    kinds = ("arrivals", "raw", "prepared", "scratch")
    forget(*(_folder(package_id, kind) / deposit_id for kind in kinds))


def forget_dataset(package_id: str) -> None:
    """Delete all that is kept of a dataset."""
    forget(config.folder() / package_id)


def _sync(folder: Path) -> None:
    """Have the disk keep a folder's files before anything says that they are there."""
    for path in (*folder.iterdir(), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _folder(package_id: str, kind: str) -> Path:
    folder = config.folder() / package_id / kind
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    return folder
