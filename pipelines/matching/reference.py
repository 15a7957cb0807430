"""Read the territories that come with the library, without what a Web process mustn't load.

`pipelines.territory` does the same with Polars, whose threads and memory a Web process can't spare.
"""

import csv
import io
from functools import cache
from importlib import resources


@cache
def rows_of(name: str, file: str = "data.csv") -> tuple[dict[str, str], ...]:
    """Return the rows of a table of the newest vintage of a reference dataset, as text.

    There are none of a companion that the set doesn't have.
    """
    folder = resources.files("reference_datasets").joinpath(name)
    vintages = [item for item in folder.iterdir() if item.joinpath(file).is_file()]
    if not vintages:
        return ()
    newest = max(vintages, key=lambda item: item.name)
    content = newest.joinpath(file).read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(content)))


@cache
def names_of(name: str) -> dict[str, str]:
    """Return code → name of the territories of a reference dataset."""
    return {row["code"]: row["nom"] for row in rows_of(name)}


@cache
def regions_of_mrc() -> dict[str, str]:
    """Return the code of each MRC → that of its region."""
    return {row["code"]: row["code_region"] for row in rows_of("mrc")}
