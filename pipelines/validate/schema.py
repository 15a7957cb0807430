"""Open a Table Schema that somebody wrote, or say in which part it isn't one."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.messages import Refusal

if TYPE_CHECKING:
    from frictionless import Field, Schema

V2 = "https://datapackage.org/profiles/2.0/tableschema.json"  # has exclusive bounds, fieldsMatch
LARGEST = 10 * 2**20  # bytes of a schema's file
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def read_schema(path: Path) -> "Schema":
    """Return the Table Schema of a JSON file; raises Refusal, or OSError when it can't be read."""
    if path.stat().st_size > LARGEST:
        raise Refusal("schema-not-json", path=str(path), line=1)
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as reason:
        raise Refusal("schema-not-json", path=str(path), line=reason.lineno) from reason
    except (UnicodeDecodeError, RecursionError) as reason:
        raise Refusal("schema-not-json", path=str(path), line=1) from reason
    return open_schema(descriptor, str(path))


def open_schema(descriptor: object, path: str) -> "Schema":
    """Return the Frictionless schema of a descriptor; raises Refusal naming the wrong part.

    A descriptor that doesn't say its version is read as version 2, which has all of version 1.
    """
    from frictionless import FrictionlessException, Schema  # noqa: PLC0415 - slow to import

    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("fields"), list):
        raise Refusal("schema-invalid", path=path, place="fields")
    for number, card in enumerate(descriptor["fields"], start=1):
        _check_field(card, number, path)
    try:
        schema = Schema.from_descriptor({"$schema": V2, **descriptor})
    except FrictionlessException as reason:
        raise Refusal("schema-invalid", path=path, place=_place(reason, descriptor)) from reason
    for field in schema.fields:
        _check_constraints(field, path)
    return schema


def _check_field(card: object, number: int, path: str) -> None:
    from frictionless import Field, FrictionlessException  # noqa: PLC0415 - slow to import

    if not isinstance(card, dict) or not isinstance(card.get("name"), str):
        raise Refusal("schema-invalid", path=path, place=f"fields[{number}].name")
    name = card["name"]
    try:
        Field.from_descriptor({"$schema": V2, **card})
    except FrictionlessException as reason:
        notes = " ".join(error.note for error in reason.reasons)
        if "is not supported" in reason.error.note:
            raise Refusal("schema-type", column=name, type=str(card.get("type"))) from reason
        found = re.search(r'constraint "(\w+)" is not supported by type "(\w+)"', notes)
        if found:
            rule, kind = found.groups()
            raise Refusal("schema-constraint", column=name, rule=rule, type=kind) from reason
        if "requires datapackage v2" not in notes:
            place = f"fields[{number}] ({name})"
            raise Refusal("schema-invalid", path=path, place=place) from reason


def _check_constraints(field: "Field", path: str) -> None:
    """Refuse a bound that isn't of the field's type and a pattern that is no expression."""
    pattern = field.constraints.get("pattern")
    if pattern is not None:
        try:
            re.compile(f"^{pattern}$")
        except (re.error, RecursionError, OverflowError) as reason:
            raise Refusal("schema-pattern", column=field.name, rule=str(pattern)) from reason
    read = field.create_value_reader()
    for name in BOUNDS:
        bound = field.constraints.get(name)
        if bound is not None and read(bound) is None:
            place = f"{field.name}.constraints.{name}"
            raise Refusal("schema-invalid", path=path, place=place)


def _place(reason, descriptor: dict) -> str:
    """Return the part of the descriptor that Frictionless complains of."""
    notes = " ".join(error.note for error in reason.reasons)
    if "primary key" in notes:
        return f"primaryKey ({descriptor.get('primaryKey')})"
    if "foreign key" in notes:
        return "foreignKeys"
    if "names of the fields" in notes:
        names = [card["name"] for card in descriptor["fields"]]
        twice = next(name for name in names if names.count(name) > 1)
        return f"fields ({twice}, {twice})"
    found = re.search(r"at property '([^']+)'", notes)
    return found[1] if found else "fields"
