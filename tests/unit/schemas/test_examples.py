"""Each schema is a Table Schema with French words, and its examples are good or bad as they say."""

import csv
from pathlib import Path

import pytest
from frictionless import Schema

from pipelines.conform import ConformedTable, conform
from pipelines.decode import decode
from pipelines.families import row_rules
from pipelines.messages import Refusal
from pipelines.sources import Source, load_sources
from pipelines.steps import references
from pipelines.validate import validate
from schemas import list_schemas, load_schema

ROOT = Path(__file__).resolve().parents[3] / "schemas"
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
def test_a_good_example_is_valid_as_it_is(path: Path) -> None:
    assert _conformed(path).repairs.is_empty()
    assert [error["message"] for error in _errors(path)] == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: f"{path.parents[2].name}/{path.stem}")
def test_a_bad_example_has_the_one_defect_it_names(path: Path) -> None:
    assert len(_defects(path)) == 1


def _source(path: Path) -> Source:
    name = f"{path.parents[2].name}/{path.parents[1].name}"
    return next(source for source in load_sources() if source.schema == name)


def _conformed(path: Path) -> ConformedTable:
    source = _source(path)
    with path.open(encoding="utf-8", newline="") as file:
        publication = next(csv.DictReader(file))[source.partition]
    return conform(decode(path), source, load_schema(source.schema), publication)


def _defects(path: Path) -> set[tuple[str, str]]:
    """Return what is wrong: the columns and kinds of the errors, or why the file is refused."""
    try:
        return {(error.get("fieldName", ""), error["type"]) for error in _errors(path)}
    except Refusal as refusal:
        return {("", refusal.code)}


def _errors(path: Path) -> list[dict]:
    source = _source(path)
    schema = load_schema(source.schema)
    rules = row_rules(source.family)
    result = validate(_conformed(path), schema, rules, references(schema))
    return result.report["tasks"][0]["errors"]
