"""Read the reference datasets: those that a portal publishes, else those that the library brings.

`pipelines.territory` reads them with Polars, whose threads and memory a Web process can't spare.
"""

import csv
import os
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

# A folder in which a portal keeps its sets, a folder each; none outside a portal.
PUBLISHED = "DONNEESQC_REFERENCE"
DATA, NAMES, GONE = "data.csv", "noms.csv", "successions.csv"  # a table and its companions
Row = dict[str, str]


def list_sets() -> list[str]:
    """Return the names of the reference datasets, in order."""
    ours = (item.name for item in _brought().iterdir() if (item / "dataset.yaml").is_file())
    published = _published()
    theirs = [item.name for item in published.iterdir()] if published else []
    return sorted({*ours, *theirs})


def file_of(name: str, file: str = DATA) -> Path | None:
    """Return where a table of a reference dataset is; None when it has none.

    A table that a portal publishes counts when it has the columns of the library's, which our code
    reads.
    """
    brought, published = _newest(name, file), _published()
    theirs = published / name / file if published else None
    if theirs is None or not theirs.is_file():
        return brought
    missing = brought and set(_columns(brought)) - set(_columns(theirs))
    return brought if missing else theirs


def written(name: str) -> int:
    """Return when a reference dataset was written: what is made of it holds until it is again."""
    found = file_of(name)
    return found.stat().st_mtime_ns if found else 0


def rows_of(name: str, file: str = DATA) -> tuple[Row, ...]:
    """Return the rows of a table of a reference dataset, as text; none of a table it has not."""
    found = file_of(name, file)
    return _rows(found, found.stat().st_mtime_ns) if found else ()


def names_of(name: str) -> dict[str, str]:
    """Return code → name of the entities of a reference dataset."""
    return _pairs(rows_of(name), "nom")


def regions_of_mrc() -> dict[str, str]:
    """Return the code of each MRC → that of its region."""
    return _pairs(rows_of("mrc"), "code_region")


def _pairs(rows: tuple[Row, ...], column: str) -> dict[str, str]:
    return {row["code"]: row[column] for row in rows}


def _brought() -> Path:
    return Path(str(resources.files("reference_datasets")))


def _published() -> Path | None:
    said = os.environ.get(PUBLISHED)
    return Path(said) if said and Path(said).is_dir() else None


@cache
def _newest(name: str, file: str) -> Path | None:
    """Return a table of the newest vintage that comes with the library."""
    found = (path for path in _brought().glob(f"{name}/*/{file}") if path.is_file())
    return max(found, key=lambda path: path.parent.name, default=None)


@lru_cache(maxsize=64)
def _rows(path: Path, written: int) -> tuple[Row, ...]:  # noqa: ARG001 - it dates them
    with path.open(encoding="utf-8", newline="") as rows:
        return tuple(csv.DictReader(rows))


def _columns(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as rows:
        yield from next(csv.reader(rows), ())
