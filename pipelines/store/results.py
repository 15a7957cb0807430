"""Remember what a step made of an input, so that the same input is worked on once."""

import dataclasses
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeVar

import polars as pl

from pipelines.store.files import Store

PACKAGES = ("pipelines", "reference_datasets")
Result = TypeVar("Result")


def remember(
    store: Store, step: str, key: str, kind: type[Result], work: Callable[[], Result]
) -> Result:
    """Return the stored result of `step` for `key`, or do the work and store it.

    `kind` is the step's frozen dataclass: its frames are kept as Parquet, its other fields as JSON.
    A refusal raised by `work` is not stored: it costs little to find again and its cause may pass.
    """
    folder = store.root / "results" / step / key
    if not folder.exists():
        _save(work(), folder)
    return _load(kind, folder)


def result_key(*parts: str) -> str:
    """Return the name of a result: a hash of all that it depends on, this code included."""
    text = "\0".join((*parts, code_fingerprint()))
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def code_fingerprint() -> str:
    """Return a hash of the library's own files: an upgrade never serves results of older code.

    The reference datasets are part of it: rules and foreign keys are checked against them.
    """
    return fingerprint(Path(str(resources.files(package))) for package in PACKAGES)


def fingerprint(folders: Iterable[Path]) -> str:
    """Return a hash of the names and contents of the code, tables and sources in these folders."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".csv", ".yaml"}:
                digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _save(result: object, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=folder.parent))
    plain = {}
    for field in dataclasses.fields(result):  # type: ignore[arg-type]
        value = getattr(result, field.name)
        if isinstance(value, pl.DataFrame):
            value.write_parquet(scratch / f"{field.name}.parquet")
        else:
            plain[field.name] = value
    text = json.dumps(plain, ensure_ascii=False, indent=1)
    (scratch / "result.json").write_text(text, encoding="utf-8")
    scratch.chmod(0o755)
    try:
        scratch.rename(folder)
    except OSError:  # another process stored the same result first
        shutil.rmtree(scratch)


def _load(kind: type[Result], folder: Path) -> Result:
    values = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    for path in folder.glob("*.parquet"):
        values[path.stem] = pl.read_parquet(path)
    return kind(**values)
