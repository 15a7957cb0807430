"""Check an open file against a Table Schema, repairing in passing what `corriger` would."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.check.look import Seen, look, titled
from pipelines.conform.codes import code_lists
from pipelines.conform.stream import Repairs, Target, conform_file, match_titles, plan_for
from pipelines.decode.batches import FileTable
from pipelines.territory import load_known
from pipelines.validate import Checked, check
from pipelines.validate.engine import See

if TYPE_CHECKING:
    from frictionless import Schema


@dataclass(frozen=True)
class Against:
    """Hold what a schema says of a file: the check's findings, the repairs, what was seen.

    `table` is the file in the schema's columns and forms.
    """

    checked: Checked
    repairs: Repairs
    seen: Seen
    table: FileTable


def check_against(
    table: FileTable,
    schema: "Schema",
    name: str,
    limit: int | None,
    see: See = lambda *_: None,
) -> Against:
    """Check a file; its repairs are made in memory alone. Raises Refusal."""
    targets = targets_of(schema)
    names = match_titles(table.labels, targets)
    cards = schema.to_descriptor()["fields"]
    seen = look(table, name, titled(table.labels, names, cards))
    plan = plan_for(names, targets, seen.habits, code_lists(schema.foreign_keys))
    repairs = Repairs()
    conformed = conform_file(table, plan, repairs)
    references = load_known(key["reference"]["resource"] for key in schema.foreign_keys)
    checked = check(conformed, schema, references, limit=limit, see=see)
    return Against(checked, repairs, seen, conformed)


def targets_of(schema: "Schema") -> Sequence[Target]:
    """Return the columns that a schema wants; the form of a type with options is its own."""
    plain = [field.format == "default" and not _own_form(field) for field in schema.fields]
    return [
        Target(field.name, field.title or "", field.type if default else "")
        for field, default in zip(schema.fields, plain, strict=True)
    ]


def _own_form(field) -> bool:
    options = ("bare_number", "decimal_char", "group_char")
    return any(field.has_defined(name) for name in options)
