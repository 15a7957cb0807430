"""Work on one snapshot, each step done once and remembered by the hash of all it depends on."""

from dataclasses import dataclass, replace

import polars as pl

from pipelines.conform import ConformedTable, conform
from pipelines.conform.columns import name_columns
from pipelines.decode import DecodedTable, decode
from pipelines.families import row_rules
from pipelines.fetch import Snapshot
from pipelines.messages import Refusal
from pipelines.publish import Checked
from pipelines.sources import Source
from pipelines.store import Store
from pipelines.store.results import remember, result_key
from pipelines.territory import load_set
from pipelines.validate import About, Validation, validate
from schemas import TableSchema

INVALID = "invalid"


@dataclass(frozen=True)
class Steps:
    """Hold a snapshot of a source and answer each step's result for it."""

    source: Source
    schema: TableSchema
    store: Store
    snapshot: Snapshot
    language: str = "fr"

    def speaking(self, language: str) -> "Steps":
        """Return the same steps with their sentences in another language."""
        return replace(self, language=language)

    def decoded(self) -> DecodedTable:
        """Return the table of text; raises Refusal."""
        path = self.store.path(self.snapshot.sha256)
        return remember(
            self.store, "decode", self._key, DecodedTable, lambda: decode(path, self.source.decode)
        )

    def conformed(self) -> ConformedTable:
        """Return the table in the schema's columns; raises Refusal."""
        return remember(
            self.store,
            "conform",
            self._key,
            ConformedTable,
            lambda: conform(self.decoded(), self.source, self.schema, self.snapshot.publication),
        )

    def validated(self) -> Validation:
        """Return the verdict, whatever it is."""
        return remember(self.store, "validate", self._key, Validation, self._validate)

    def accepted(self) -> Validation:
        """Return a valid verdict; quarantine the snapshot and raise Refusal otherwise."""
        validation = self.validated()
        if not validation.valid:
            name = f"quarantine/{self.source.name}/{self.snapshot.publication}/{self.snapshot.key}"
            self.store.write_latest(f"{name}.json", validation.report)
            raise _invalid(validation)
        return validation

    def checked(self) -> Checked:
        """Return all that publishing wants of a valid snapshot."""
        return Checked(self.snapshot, self.decoded(), self.conformed(), self.accepted())

    @property
    def _key(self) -> str:
        return result_key(
            self.snapshot.key,
            self.snapshot.publication,
            self.source.text,
            self.schema.text,
            self.language,
        )

    def _validate(self) -> Validation:
        rules = row_rules(self.source.family)
        tables = references(self.schema)
        labels = self.decoded().labels
        names = name_columns(labels, self.source, self.schema)
        about = About(
            titles={name: label for name, label in zip(names, labels, strict=True) if name},
            partition=self.source.partition,
            publication=self.snapshot.publication,
            language=self.language,
        )
        return validate(self.conformed(), self.schema, rules, tables, about)


def references(schema: TableSchema) -> dict[str, pl.DataFrame]:
    """Return the reference tables that a schema's foreign keys point to, as text."""
    names = {key["reference"]["resource"] for key in schema.foreign_keys} - {""}
    return {name: load_set(name) for name in sorted(names)}


def _invalid(validation: Validation) -> Refusal:
    return Refusal(
        INVALID,
        rows=validation.rows_rejected,
        errors=validation.report["stats"]["errors"],
        first=validation.report["tasks"][0]["errors"][0]["message"],
    )
