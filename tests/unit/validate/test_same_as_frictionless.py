"""Every type × constraint × kind of defect gets the verdict that Frictionless gives."""

import polars as pl
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from pipelines.validate.differences import CELLS as DIFFERENCES
from pipelines.validate.differences import Difference
from tests.unit.validate.cases import (
    GEOJSON,
    MATRIX,
    UNHASHABLE,
    V2,
    Case,
    cells_of,
    rows_of,
    schema_of,
    table_of,
)
from tests.unit.validate.oracle import Cells, ours, theirs

COMMUNES = pl.DataFrame({"code": ["01", "02", "AB"], "nom": ["Un", "Deux", "A"]})
HEADERS = ("exact", "equal", "subset", "superset", "partial")


@pytest.mark.parametrize(
    ("case", "rules"),
    [pytest.param(*pair, id=f"{pair[0].name}-{'-'.join(pair[1])}") for pair in MATRIX],
)
def test_a_type_under_a_constraint_has_the_same_errors(case: Case, rules: dict) -> None:
    schema = table_of(case, rules)
    rows = list(rows_of(case))
    assert ours(schema, ["a", "b"], rows) == theirs(schema, ["a", "b"], rows)


def test_the_matrix_has_verdicts_of_both_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    lines, one_sided = [], []
    for case, rules in MATRIX:
        schema = table_of(case, rules)
        rows = list(rows_of(case))
        wrong = {error[1] for error in ours(schema, ["a", "b"], rows)}
        name = f"{case.name} × {', '.join(rules) or 'type'}"
        lines.append(f"{name:60s} valid {len(rows) - len(wrong):3d}  invalid {len(wrong):3d}")
        free = not rules and not case.bad
        if not free and not 0 < len(wrong) < len(rows):
            one_sided.append(name)
    with capsys.disabled():
        print("\n" + "\n".join(lines))  # noqa: T201 - the issue asks to see the matrix
    assert one_sided == []


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda difference: difference.name)
def test_a_deliberate_difference_is_refused_here_and_accepted_there(difference: Difference) -> None:
    for kind in difference.types:
        schema = {"fields": [{"name": "a", "type": kind}]}
        rows = [[difference.example]]
        assert theirs(schema, ["a"], rows) == []
        assert [error[0] for error in ours(schema, ["a"], rows)] == ["type-error"]


def test_a_number_that_is_none_is_said_to_be_none_whatever_its_bounds() -> None:
    field = {"name": "a", "type": "number", "constraints": {"minimum": 0}}
    assert [error[0] for error in theirs({"fields": [field]}, ["a"], [["NaN"]])] == [
        "constraint-error"
    ]
    assert [error[0] for error in ours({"fields": [field]}, ["a"], [["NaN"]])] == ["type-error"]


@pytest.mark.parametrize("kind", UNHASHABLE)
def test_uniqueness_is_checked_even_where_frictionless_stops(kind: str) -> None:
    cell = {"object": '{"a": 1}', "array": "[1]", "list": "a", "geojson": GEOJSON}[kind]
    schema = {"fields": [{"name": "a", "type": kind, "constraints": {"unique": True}}]}
    assert [error[:2] for error in ours(schema, ["a"], [[cell], [cell]])] == [("unique-error", "3")]


@pytest.mark.parametrize("match", HEADERS)
@pytest.mark.parametrize(
    "labels",
    [
        ["a", "b", "c"], ["a", "c", "b"], ["a", "b"], ["a", "b", "c", "d"], ["x", "b", "c"],
        ["a", "", "c"], ["c"], ["x", "y"], ["a", "b", "c", "", "e"],
    ],
    ids="-".join,
)  # fmt: skip
def test_a_header_has_the_same_errors(match: str, labels: list[str]) -> None:
    fields = [
        {"name": "a", "type": "integer", "constraints": {"required": True}},
        {"name": "b", "type": "string"},
        {"name": "c", "type": "date"},
    ]
    schema = {"$schema": V2, "fields": fields, "fieldsMatch": match, "primaryKey": ["c"]}
    row = [{"a": "1", "c": "2024-01-05"}.get(label, "x") for label in labels]
    rows = [row, ["1", "x"], ["z"] * 5]
    assert sorted(ours(schema, labels, rows)) == sorted(theirs(schema, labels, rows))


def test_a_label_there_twice_is_an_error_of_the_header() -> None:
    schema = {"fields": [{"name": "a"}, {"name": "b"}]}
    assert ours(schema, ["a", "a"], [["1", "2"]]) == theirs(schema, ["a", "a"], [["1", "2"]])
    by_name = {"$schema": V2, **schema, "fieldsMatch": "equal"}
    assert [error[0] for error in ours(by_name, ["a", "a"], [["1", "2"]])] == ["duplicate-label"]


def test_a_number_that_refers_to_a_table_of_texts_is_compared_as_a_number() -> None:
    fields = [{"name": "a", "type": "number"}]
    key = {"fields": "a", "reference": {"resource": "codes", "fields": "code"}}
    schema = {"fields": fields, "foreignKeys": [key]}
    codes = {"codes": pl.DataFrame({"code": ["01", "02"]})}
    rows = [["1"], ["2.0"], ["3"]]
    assert [error[1] for error in ours(schema, ["a"], rows, codes)] == ["4"]


CELLS = st.sampled_from(["", "1", "2", "02", "01", "AB", "N/D", "x", "2024-01-05"])
ROWS = st.lists(st.lists(CELLS, min_size=0, max_size=5), min_size=1, max_size=12)
KEYS = st.sampled_from([[], ["a"], ["a", "b"], ["b", "c"]])


@given(
    rows=ROWS,
    key=KEYS,
    unique=st.booleans(),
    missing=st.sampled_from([[""], ["", "N/D"], ["x"], []]),
    foreign=st.sampled_from(["none", "one", "two", "own"]),
    at_once=st.integers(1, 5),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_keys_and_ragged_rows_have_the_same_errors(
    rows: list[Cells], key: list[str], unique: bool, missing: list[str], foreign: str, at_once: int
) -> None:
    schema = {
        "fields": [
            {"name": "a", "type": "integer", "constraints": {"unique": unique}},
            {"name": "b", "type": "string", "constraints": {"required": True}},
            {"name": "c", "type": "any"},
        ],
        "missingValues": missing,
        "primaryKey": key,
        "foreignKeys": _foreign(foreign),
    }
    tables = {"communes": COMMUNES} if foreign in ("one", "two") else {}
    found = ours(schema, ["a", "b", "c"], rows, tables, at_once)
    assert found == theirs(schema, ["a", "b", "c"], rows, tables)
    for kind in {error[0] for error in found}:
        event(str(kind))


def _foreign(kind: str) -> list[dict]:
    reference = {"resource": "communes", "fields": ["code"]}
    own = {"resource": "", "fields": ["c"]}
    two = {"resource": "communes", "fields": ["code", "nom"]}
    return {
        "none": [],
        "one": [{"fields": ["b"], "reference": reference}],
        "two": [{"fields": ["b", "c"], "reference": two}],
        "own": [{"fields": ["b"], "reference": own}],
    }[kind]


@given(data=st.data(), size=st.integers(1, 4), at_once=st.integers(1, 4))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_table_has_the_same_errors(data: st.DataObject, size: int, at_once: int) -> None:
    pairs = [data.draw(st.sampled_from(MATRIX)) for _ in range(size)]
    labels = [f"c{number}" for number in range(size)]
    fields = [
        schema_of(case, rules, label) for (case, rules), label in zip(pairs, labels, strict=True)
    ]
    schema = {"$schema": V2, "fields": fields, "missingValues": ["", "N/D"]}
    row = st.tuples(*(st.sampled_from(cells_of(case)) for case, _ in pairs)).map(list)
    rows = data.draw(st.lists(row, min_size=1, max_size=8))
    assert ours(schema, labels, rows, None, at_once) == theirs(schema, labels, rows)
