"""Settle what a file to publish is: of which source, under which schema, which publication."""

import argparse
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.messages import Refusal

if TYPE_CHECKING:
    from pipelines.report import CheckedFile
    from pipelines.sources import Source


@dataclass(frozen=True)
class Subject:
    """Name what a file is; `source` is None for a dataset that has none in the library."""

    path: Path
    source: "Source | None"
    schema: str
    publication: str
    language: str

    @property
    def table_schema(self) -> dict | None:
        """Return the Table Schema that the person wrote, for the portal to check against."""
        if not self.schema.endswith(".json"):
            return None
        return json.loads(Path(self.schema).read_text(encoding="utf-8-sig"))

    @property
    def schema_name(self) -> str:
        """Return the name of one of our schemas, "" when it is another."""
        return "" if self.schema.endswith(".json") else self.schema


def subject_of(options: argparse.Namespace, dataset: str) -> Subject:
    """Return what the options say of the file; raises Refusal when they don't go together."""
    from pipelines.check.local import find_publication  # noqa: PLC0415 - slow to import
    from pipelines.fetch.snapshot import file_refusal  # noqa: PLC0415

    if not options.fichier.is_file():
        raise file_refusal(options.fichier, FileNotFoundError(2, "", str(options.fichier)))
    source, publication = _source(dataset), options.publication
    _refuse_bad_publication(publication)
    if source:
        if options.schema not in ("", source.schema, source.schema.split("/")[0]):
            raise Refusal("schema-of-source", dataset=dataset, schema=source.schema)
        publication = publication or find_publication(options.fichier, source)
    schema = "" if source else options.schema
    return Subject(options.fichier, source, schema, publication, options.langue)


def check_subject(subject: Subject, scratch: Path) -> "CheckedFile":
    """Check the file exactly as `valider` does."""
    from pipelines.check import CheckRequest, check_file, check_for  # noqa: PLC0415
    from pipelines.cli.progress import Progress  # noqa: PLC0415
    from pipelines.fetch.snapshot import file_refusal  # noqa: PLC0415

    progress = Progress()
    request = CheckRequest(
        path=subject.path,
        today=date.today(),  # noqa: DTZ011 - the day where the person is
        schema=subject.schema,
        publication=subject.publication,
        language=subject.language,
        progress=progress,
    )
    try:
        if subject.source:
            return check_for(request, subject.source, scratch)
        return check_file(request, scratch)
    except OSError as reason:
        raise file_refusal(subject.path, reason) from reason
    finally:
        progress.end()


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
