"""Read the reference datasets that come with the library."""

from collections.abc import Iterable
from importlib import resources

import polars as pl


def list_sets() -> list[str]:
    """Return the names of the reference datasets, in order."""
    folders = resources.files("reference_datasets").iterdir()
    return sorted(item.name for item in folders if item.joinpath("dataset.yaml").is_file())


def load_known(names: Iterable[str]) -> dict[str, pl.DataFrame]:
    """Return the tables of those names that are reference datasets."""
    return {name: load_set(name) for name in sorted({*names}.intersection(list_sets()))}


def load_set(name: str) -> pl.DataFrame:
    """Return the latest vintage of a reference dataset as text, missing cells as ""."""
    folder = resources.files("reference_datasets").joinpath(name)
    vintage = max(item.name for item in folder.iterdir() if item.joinpath("data.csv").is_file())
    content = folder.joinpath(vintage, "data.csv").read_bytes()
    return pl.read_csv(content, infer_schema=False).with_columns(pl.all().fill_null(""))
