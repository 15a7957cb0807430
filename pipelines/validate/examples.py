"""An example of each type and format, for sentences that say how to write a value."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frictionless import Field

BY_TYPE = {
    "integer": "1250",
    "number": "1250.75",
    "date": "2026-03-31",
    "datetime": "2026-03-31T13:30:00",
    "time": "13:30:00",
    "year": "2026",
    "yearmonth": "2026-03",
    "boolean": "true",
    "duration": "P1Y6M",
    "geopoint": "-71.21,46.81",
    "geojson": '{"type": "Point", "coordinates": [-71.21, 46.81]}',
    "object": '{"nom": "Laval"}',
    "array": '["Laval", "Lévis"]',
    "list": "Laval,Lévis",
    "email": "info@exemple.qc.ca",
    "uri": "https://www.exemple.qc.ca/page",
    "uuid": "6f0e4b3c-8a0e-4c4f-9d58-0a2b3c4d5e6f",
    "binary": "w6l0w6k=",
    "wkt": "POINT (-71.21 46.81)",
    "string": "Laval",
}


def form_of(field: "Field | None") -> str:
    """Return what a value of the field is: its format if that is a form of text, else its type."""
    if field is None:
        return "string"
    if field.type == "string" and field.format in BY_TYPE:
        return field.format
    return field.type if field.type in BY_TYPE else "string"


def example_of(field: "Field | None") -> str:
    """Return a value that the field takes: the schema's own example, an allowed value, the type's.

    The result may be blank: a text whose only rule is a pattern has no example but the schema's.
    """
    if field is None:
        return BY_TYPE["string"]
    if field.example not in (None, ""):
        return str(field.example)
    allowed = field.constraints.get("enum")
    if allowed:
        return str(allowed[0])
    if field.type == "boolean":
        return str(field.true_values[0])  # type: ignore[attr-defined]
    if field.type == "list":
        return _list(field.item_type, field.delimiter)  # type: ignore[attr-defined]
    return BY_TYPE[form_of(field)]


def _list(item_type: str, delimiter: str) -> str:
    if item_type == "string":
        return BY_TYPE["list"].replace(",", delimiter)
    return delimiter.join([BY_TYPE[item_type]] * 2)
