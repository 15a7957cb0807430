"""Every Table Schema type, each way to declare it, with cells that are it and cells that aren't."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from frictionless import Field

from pipelines.validate.forms import FORMS, well_formed

UUID = "6f0e4b3c-8a0e-4c4f-9d58-0a2b3c4d5e6f"
GEOJSON = '{"type": "Point", "coordinates": [-71.2, 46.8]}'
TOPOJSON = '{"type": "Topology", "objects": {}, "arcs": []}'
SPARE = ("", " ", "N/D", "x", "-", "é", "0", "1", "12", "1,5", "null", "\n", "=1+1", "a" * 40)


@dataclass(frozen=True)
class Case:
    """Hold a type with the options that change how it reads, cells, and constraints to try."""

    type: str
    good: tuple[str, ...]
    bad: tuple[str, ...]
    options: dict = field(default_factory=dict)
    constraints: dict = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Name the case in the matrix."""
        return "/".join([self.type, *(str(value) for value in self.options.values())])


UNHASHABLE = ("object", "array", "list", "geojson")  # Frictionless stops at their uniqueness
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def bounds(low: object, high: object) -> dict:
    """Return the four bounds."""
    return dict(zip(BOUNDS, (low, high, low, high), strict=True))


TEXTS = {"minLength": 2, "maxLength": 3, "pattern": "[a-z]+|é", "enum": ["ab", "é"]}
CASES = (
    Case("string", ("a", "ab", "abc", "abcd", "é", "éàü", "A"), (), {}, TEXTS),
    Case(
        "string",
        ("a@b.ca", "long.nom@exemple.qc.ca"),
        ("a@", "b.ca"),
        {"format": "email"},
        TEXTS | {"pattern": "a.*", "enum": ["a@b.ca"], "maxLength": 8},
    ),
    Case(
        "string", ("https://x.ca", "urn:a:b"), ("://", "a b"), {"format": "uri"}, {"maxLength": 10}
    ),
    Case("string", (UUID,), ("6f0e4b3c",), {"format": "uuid"}, {"minLength": 40}),
    Case("string", ("YWJj",), ("é", "a"), {"format": "binary"}, {"enum": ["YWJj"]}),
    Case("string", ("POINT (1 2)",), ("POINT 1",), {"format": "wkt"}, {"minLength": 5}),
    Case(
        "integer",
        ("0", "7", "-3", "007", "-0", "123456789012345678", "2"),
        ("1.0", "1 000", "abc", "--1", "0x1"),
        {},
        bounds(0, 7) | {"enum": [7, "2"]},
    ),
    Case("integer", ("7 $", "$7", "7"), ("sept",), {"bareNumber": False}, bounds(1, 9)),
    Case(
        "number",
        (
            "0",
            "7.0",
            "7",
            "-3.25",
            "0.10",
            "00.1",
            "12345678901234567890.12",
            "6.999999999999999999"[:18],
        ),
        ("1,5", "1 000", "abc", "1.2.3", "12 $"),
        {},
        bounds(0, 7) | {"enum": ["7", 0.1]},
    ),
    Case(
        "number",
        ("1,5", "7", "1 000,25"),
        ("1.5", "a"),
        {"decimalChar": ",", "groupChar": " "},
        bounds("0", "7"),
    ),
    Case("number", ("7", "1e3", "-2.5"), ("sept",), {"floatNumber": True}, bounds(0, 7)),
    Case("number", ("7 $", "12.5%"), ("$",), {"bareNumber": False}, bounds(0, 9)),
    Case(
        "boolean",
        ("true", "false", "1", "0", "True", "FALSE"),
        ("vrai", "oui", "2"),
        {},
        {"enum": ["true"]},
    ),
    Case(
        "boolean",
        ("oui", "non"),
        ("true", "Oui"),
        {"trueValues": ["oui"], "falseValues": ["non"]},
        {"enum": ["oui"]},
    ),
    Case(
        "object",
        ('{"a": 1}', "{}", '{"a": 1, "b": 2}'),
        ("[1]", "{a}", "3"),
        {},
        {"minLength": 1, "maxLength": 1, "enum": ['{"a": 1}']},
    ),
    Case(
        "array",
        ("[]", "[1]", '["a", "b"]'),
        ("{}", "[1", "3"),
        {},
        {"minLength": 1, "maxLength": 1, "enum": ["[1]"]},
    ),
    Case(
        "array",
        ("[1]", "[1, 2]"),
        ('["a"]', "[-4]"),
        {"arrayItem": {"type": "integer", "constraints": {"minimum": 0}}},
        {"minLength": 2},
    ),
    Case("list", ("a,b", "a", "a,b,c"), (), {}, {"minLength": 2, "maxLength": 2}),
    Case(
        "list", ("1;2", "3"), ("1;b",), {"delimiter": ";", "itemType": "integer"}, {"minLength": 2}
    ),
    Case(
        "datetime",
        (
            "2024-01-05T10:00:00",
            "2023-12-31T23:59:59",
            "2024-02-29T00:00:00",
            "0999-01-01T00:00:00",
        ),
        ("2024-02-30T10:00:00", "2024-01-05", "2024-01-05T25:00:00", "05/01/2024"),
        {},
        bounds("2024-01-05T10:00:00", "2024-01-05T10:00:00") | {"enum": ["2024-01-05T10:00:00"]},
    ),
    Case(
        "datetime",
        ("05/01/2024 10:30",),
        ("2024-01-05T10:00:00",),
        {"format": "%d/%m/%Y %H:%M"},
        {"minimum": "01/02/2024 00:00"},
    ),
    Case(
        "datetime",
        ("2024-01-05 10:30", "Jan 5 2024"),
        ("hier",),
        {"format": "any"},
        {"minimum": "2024-02-01"},
    ),
    Case(
        "date",
        ("2024-01-05", "2023-12-31", "2024-02-29", "0999-01-01", "9999-12-31"),
        (
            "2023-02-29",
            "2024/01/05",
            "05-01-2024",
            "2024-13-01",
            "0000-01-01",
            "2024-01-05T00:00:00",
        ),
        {},
        bounds("2024-01-05", "2024-01-05") | {"enum": ["2024-01-05"]},
    ),
    Case(
        "date", ("05/01/2024",), ("2024-01-05",), {"format": "%d/%m/%Y"}, {"minimum": "01/02/2024"}
    ),
    Case(
        "date",
        ("5 January 2024", "2024-01-05"),
        ("hier",),
        {"format": "any"},
        {"maximum": "2023-01-01"},
    ),
    Case(
        "time",
        ("10:00:00", "23:59:59", "00:00:00"),
        ("24:00:01", "10:00", "10h00"),
        {},
        bounds("10:00:00", "10:00:00") | {"enum": ["10:00:00"]},
    ),
    Case("time", ("10h30",), ("10:30",), {"format": "%Hh%M"}, {}),
    Case(
        "year",
        ("2024", "1999", "0001"),
        ("24", "20245", "abcd", "-024"),
        {},
        bounds(2000, 2024) | {"enum": [2024]},
    ),
    Case(
        "yearmonth",
        ("2024-01", "1999-12", "0001-01"),
        ("2024-13", "2024", "2024/01"),
        {},
        bounds("2000-01", "2024-01") | {"enum": ["2024-01"]},
    ),
    Case("duration", ("P1D", "PT1H", "P1Y2M"), ("1 jour",), {}, {"enum": ["P1D"]}),
    Case("geopoint", ("-71.2,46.8", "180,90"), ("46.8", "181,0", "a,b"), {}, {"enum": ["180,90"]}),
    Case("geopoint", ("[-71.2, 46.8]",), ("[1]",), {"format": "array"}, {}),
    Case("geopoint", ('{"lon": 1, "lat": 2}',), ('{"lon": 1}',), {"format": "object"}, {}),
    Case("geojson", (GEOJSON,), ("{}", "x", '{"type": "Point"}'), {}, {"enum": [GEOJSON]}),
    Case("geojson", (TOPOJSON,), ("{}",), {"format": "topojson"}, {}),
    Case("any", ("a", "1"), (), {}, {"enum": ["a"]}),
)
V2 = "https://datapackage.org/profiles/2.0/tableschema.json"  # declares exclusive bounds
MATRIX = [
    (case, rule)
    for case in CASES
    for rule in (
        {},
        {"required": True},
        {"unique": True},
        *({name: value} for name, value in case.constraints.items()),
    )
    if not (rule.get("unique") and case.type in UNHASHABLE)
]


def schema_of(case: Case, rules: dict, name: str = "a") -> dict:
    """Return the descriptor of one field."""
    return {"name": name, "type": case.type, "constraints": rules, **case.options}


def table_of(case: Case, rules: dict) -> dict:
    """Return the descriptor of a table whose second column is never missing."""
    fields = [schema_of(case, rules), {"name": "b", "type": "string"}]
    return {"$schema": V2, "fields": fields}


def comparable(case: Case, cell: str) -> bool:
    """Tell whether no deliberate difference is about the cell."""
    if case.options or case.type not in FORMS:
        return True
    value, _ = Field.from_descriptor({"name": "a", "type": case.type}).read_cell(cell)
    return value is None or well_formed(case.type, cell)


def cells_of(case: Case) -> list[str]:
    """Return the cells to try, each twice so that uniqueness has something to say."""
    return [cell for cell in (*case.good, *case.bad, *SPARE, *case.good) if comparable(case, cell)]


def rows_of(case: Case) -> Iterator[list[str]]:
    """Yield rows of two cells: the second is never missing, so that no row is blank."""
    for cell in cells_of(case):
        yield [cell, "plein"]
