"""Describe a normalised CSV file: a table's schema, without the ways of writing it replaced."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from frictionless import Field

from pipelines.derive.tables import Descriptor

WAYS_OF_WRITING = (
    "bareNumber",
    "decimalChar",
    "falseValues",
    "floatNumber",
    "groupChar",
    "missingValues",
    "trueValues",
)
TEMPORAL = ("date", "datetime", "time")
VALUES = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
EXTERNAL = "donneesqc:foreignKeys"


def canonical_schema(schema: Mapping[str, Any], resource: str) -> dict[str, Any]:
    """Return the Table Schema of the normalised CSV of a table that is called `resource`.

    Its foreign keys are those to the table itself: Frictionless refuses a key to a table that the
    package doesn't have, so the others go, unchanged, in the property of ours `EXTERNAL`.
    """
    made: dict[str, Any] = {
        "fields": [_canonical_field(field) for field in schema["fields"]],
        "missingValues": [""],
    }
    key = schema.get("primaryKey")
    if key:
        made["primaryKey"] = [key] if isinstance(key, str) else list(key)
    foreign = list(schema.get("foreignKeys") or ())
    inner = [_to_itself(item, resource) for item in foreign if _is_inner(item, resource)]
    outer = [item for item in foreign if not _is_inner(item, resource)]
    return made | ({"foreignKeys": inner} if inner else {}) | ({EXTERNAL: outer} if outer else {})


def _is_inner(foreign_key: Mapping[str, Any], resource: str) -> bool:
    return foreign_key["reference"].get("resource", "") in ("", resource)


def _to_itself(foreign_key: Mapping[str, Any], resource: str) -> dict[str, Any]:
    return {**foreign_key, "reference": {**foreign_key["reference"], "resource": resource}}


def _canonical_field(field: Descriptor) -> dict[str, Any]:
    """Return a field whose cells and constraints are in canonical text."""
    kept = {name: value for name, value in field.items() if name not in WAYS_OF_WRITING}
    if field.get("type") in TEMPORAL:
        kept.pop("format", None)
    if kept == field or not field.get("constraints"):
        return kept
    return kept | {"constraints": _canonical_constraints(field)}


def _canonical_constraints(field: Descriptor) -> dict[str, Any]:
    """Write the values of constraints in canonical text, as the cells are."""
    read = Field.from_descriptor(dict(field)).create_value_reader()
    rules = dict(field["constraints"])
    for name in VALUES:
        if name in rules:
            rules[name] = _text(read(rules[name]))
    if "enum" in rules:
        rules["enum"] = [_text(read(value)) for value in rules["enum"]]
    return rules


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date | time) else str(value)
