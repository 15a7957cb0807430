"""Read the reference datasets as tables."""

from collections.abc import Iterable

import polars as pl

from pipelines.matching.reference import file_of, list_sets


def load_known(names: Iterable[str]) -> dict[str, pl.DataFrame]:
    """Return the tables of those names that are reference datasets."""
    return {name: load_set(name) for name in sorted({*names}.intersection(list_sets()))}


def load_set(name: str) -> pl.DataFrame:
    """Return the latest vintage of a reference dataset as text, missing cells as "".

    Raises FileNotFoundError when there is no such set.
    """
    path = file_of(name)
    if path is None:
        raise FileNotFoundError(name)
    return pl.read_csv(path, infer_schema=False).with_columns(pl.all().fill_null(""))
