"""Compare a file's labels with the schema's fields, by Frictionless's own rules (`fieldsMatch`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.validate.columns import Column

if TYPE_CHECKING:
    from frictionless import Schema


@dataclass(frozen=True)
class Heading:
    """Hold the columns of a file, each with the field it is, and the errors of its header."""

    labels: tuple[str, ...]
    columns: tuple[Column, ...]
    errors: tuple[dict, ...]


def read_header(labels: Sequence[str], header_row: int, schema: "Schema") -> Heading:
    """Return which field each label is, and what is wrong with the header.

    A label that is no field's gets a field of any type, so that it is reported once. Where fields
    are matched by name and two labels are the same, Frictionless gives up: we report the labels
    that are wrong and check no column.
    """
    from frictionless import FrictionlessException  # noqa: PLC0415 - slow to import
    from frictionless.table.header import Header  # noqa: PLC0415

    match = schema.fields_match if schema.has_defined("fields_match") else "exact"
    header = Header(
        list(labels), fields=schema.fields, row_numbers=[header_row], fields_match=match
    )
    try:
        fields = header.get_expected_fields()
    except FrictionlessException:
        return Heading(tuple(labels), (), title_errors(labels, header_row))
    columns = tuple(Column(number, field) for number, field in enumerate(fields, start=1))
    errors = tuple(error.to_descriptor() for error in header.errors)
    return Heading(tuple(labels), columns[: len(labels)], errors)


def title_errors(labels: Sequence[str], header_row: int) -> tuple[dict, ...]:
    """Return the errors of a header that no schema is needed to see: blank and repeated labels."""
    from frictionless import errors  # noqa: PLC0415 - slow to import

    def error(kind: type[errors.LabelError], number: int, label: str, note: str = "") -> dict:
        place = {"field_name": label or str(number), "field_number": number}
        header = {"labels": list(labels), "row_numbers": [header_row]}
        return kind(note=note, label=label, **place, **header).to_descriptor()

    found = []
    for number, label in enumerate(labels, start=1):
        if not label:
            found.append(error(errors.BlankLabelError, number, label))
        elif label in labels[: number - 1]:
            note = f'at position "{labels.index(label) + 1}"'
            found.append(error(errors.DuplicateLabelError, number, label, note))
    return tuple(found)
