"""`donneesqc schemas`: list the schemas that files can be checked against."""

import argparse
import csv
import io
from importlib import resources

from pipelines.cli.codes import VALID

SUMMARY = "Lister les schémas."
ALIASES = ("schémas",)


def add_options(_parser: argparse.ArgumentParser) -> None:
    """Declare nothing: the verb has no option."""


def run(_options: argparse.Namespace) -> int:
    """Print the name, version, title and size of each schema."""
    from pipelines.messages import message  # noqa: PLC0415 - slow to import
    from schemas import list_schemas, load_schema  # noqa: PLC0415

    for name in list_schemas():
        schema = load_schema(name)
        size = message("schema-size", columns=len(schema.fields), rows=_example_rows(name))
        print(f"{schema.name} {schema.version}\n    {schema.title}\n    {size}")  # noqa: T201
    return VALID


def _example_rows(name: str) -> int:
    """Return how many rows the schema's good example has."""
    file = resources.files("schemas").joinpath(name, "examples", "valide.csv")
    return sum(1 for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8"))) if row) - 1
