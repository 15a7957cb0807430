"""Settle what a file to publish is: of which source, under which schema, which publication."""

import argparse
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.messages import Refusal

if TYPE_CHECKING:
    from pipelines.publish.versions import Version
    from pipelines.sources import Source


@dataclass(frozen=True)
class Subject:
    """Name what a file is.

    `source` is None for a dataset that has none in the library; `schema` is the name of one of our
    schemas, `table_schema` the one that the person wrote.
    """

    path: Path
    publication: str = ""
    language: str = "fr"
    source: "Source | None" = None
    schema: str = ""
    table_schema: dict | None = None

    def rules(self, live: "Version | None") -> dict | None:
        """Return the Table Schema that the portal will hold the file to, without a source.

        Asked for nothing, it keeps to that of the version that readers see.
        """
        from schemas import load_schema  # noqa: PLC0415 - slow to import

        if self.schema:
            return load_schema(self.schema).descriptor
        if self.table_schema is not None:
            return self.table_schema
        return self.kept(live)

    def kept(self, live: "Version | None") -> dict | None:
        """Return the Table Schema that the file must keep because readers' version has it."""
        if self.source or self.schema or self.table_schema is not None:
            return None
        return live.table_schema if live else None


def subject_of(options: argparse.Namespace, dataset: str) -> Subject:
    """Return what the options say of the file; raises Refusal when they don't go together."""
    from pipelines.check.local import find_publication  # noqa: PLC0415 - slow to import
    from pipelines.fetch.snapshot import file_refusal  # noqa: PLC0415

    path, publication = options.fichier, options.publication
    if not path.is_file():
        raise file_refusal(path, _absence(path))
    _refuse_bad_publication(publication)
    source = _source(dataset)
    if source:
        if options.schema not in ("", source.schema, source.schema.split("/")[0]):
            raise Refusal("schema-of-source", dataset=dataset, schema=source.schema)
        publication = publication or find_publication(path, source)
        return Subject(path, publication, options.langue, source)
    return Subject(path, publication, options.langue, None, *_schema(options.schema))


def _absence(path: Path) -> OSError:
    return IsADirectoryError(path) if path.is_dir() else FileNotFoundError(path)


def today() -> date:
    """Return the day where the person is."""
    return date.today()  # noqa: DTZ011


def _schema(asked: str) -> tuple[str, dict | None]:
    """Return the full name of one of our schemas, or else the Table Schema of a file."""
    from pipelines.check import schema_at  # noqa: PLC0415 - slow to import
    from pipelines.check.local import source_of_schema  # noqa: PLC0415

    if asked.endswith(".json"):
        schema_at(Path(asked))
        return "", json.loads(Path(asked).read_text(encoding="utf-8-sig"))
    return (source_of_schema(asked).schema if asked else ""), None


def _source(dataset: str) -> "Source | None":
    from pipelines.sources.load import UnknownSource, load_source  # noqa: PLC0415

    try:
        return load_source(dataset)
    except UnknownSource:
        return None


def _refuse_bad_publication(publication: str) -> None:
    from pipelines.sources.publications import is_publication  # noqa: PLC0415

    if publication and not is_publication(publication):
        raise Refusal("publication-form", value=publication)
