"""Each schema is a Table Schema with French words, and its examples are good or bad as they say."""

import csv
from pathlib import Path

import pytest
from frictionless import Package, Resource, Schema

from pipelines.steps import references
from schemas import list_schemas, load_schema

ROOT = Path(__file__).resolve().parents[3] / "schemas"
# Bad for the family's rule, which the schema alone can't say
FAMILY_RULE = {
    "invalide-code-mamh-different",
    "invalide-region-differente-de-sa-mrc",
    "invalide-total-different",
}
EXAMPLES = sorted(
    path for name in list_schemas() for path in (ROOT / name / "examples").glob("*.csv")
)
GOOD = [path for path in EXAMPLES if path.stem == "valide"]
BAD = [path for path in EXAMPLES if path.stem.startswith("invalide-")]


@pytest.mark.parametrize("name", list_schemas())
def test_a_schema_is_a_valid_table_schema(name: str) -> None:
    assert list(Schema.metadata_validate(load_schema(name).descriptor)) == []


@pytest.mark.parametrize("name", list_schemas())
def test_columns_are_ascii_and_say_what_they_are(name: str) -> None:
    schema = load_schema(name)
    assert f"{schema.name}/{schema.version}" == name
    for field in schema.fields:
        assert field.name.isascii()
        assert field.name == field.name.lower()
        assert field.title
        assert len(field.description) > 20
    assert set(schema.primary_key) <= {field.name for field in schema.fields}


@pytest.mark.parametrize("name", list_schemas())
def test_french_typography_is_respected(name: str) -> None:
    text = load_schema(name).text
    for wrong in (" :", " ;", "« ", " »", " $", " %"):
        assert wrong not in text.replace('": ', "").replace('" :', "")


@pytest.mark.parametrize("name", list_schemas())
def test_every_schema_has_a_good_example_and_bad_ones(name: str) -> None:
    folder = ROOT / name / "examples"
    assert folder / "valide.csv" in GOOD
    assert any(path.parent == folder for path in BAD)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.parents[2].name)
def test_a_good_example_is_valid(path: Path) -> None:
    assert _errors(path) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: f"{path.parents[2].name}/{path.stem}")
def test_a_bad_example_has_the_one_defect_it_names(path: Path) -> None:
    errors = _errors(path)
    if path.stem in FAMILY_RULE:
        assert errors == []
    else:
        [row] = {row for row, _ in errors}
        assert row


def _errors(path: Path) -> list[tuple[int, str]]:
    name = f"{path.parents[2].name}/{path.parents[1].name}"
    schema = Schema.from_descriptor(load_schema(name).descriptor)
    tables = references(load_schema(name)).items()
    with path.open(encoding="utf-8", newline="") as file:
        table = Resource(name="example", data=list(csv.reader(file)), schema=schema)
    others = [Resource(name=key, data=[rows.columns, *rows.rows()]) for key, rows in tables]
    Package(resources=[table, *others])
    report = table.validate()
    return [(row, kind) for row, kind in report.flatten(["rowNumber", "type"])]
