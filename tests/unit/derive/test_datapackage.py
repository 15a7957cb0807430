"""The descriptor of a version is a valid Data Package, and its CSV keeps the schema it tells."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from frictionless import Package

from pipelines.derive import Form, PackageCard, data_package
from pipelines.derive.canonical_schema import EXTERNAL, canonical_schema
from schemas import list_schemas, load_schema
from tests.unit.normalised import normalised

CARD = PackageCard(
    name="projets",
    title="Projets",
    description="Les projets.",
    licenses=[{"name": "CC-BY-4.0", "title": "Attribution", "path": "https://a.qc.ca/licence"}],
    version="3",
    created=datetime(2024, 1, 31, 10, tzinfo=UTC),
)
SCHEMA = {
    "fields": [
        {"name": "code", "type": "string", "title": "Code", "constraints": {"required": True}},
        {"name": "parent", "type": "string"},
        {"name": "montant", "type": "number", "decimalChar": ",", "groupChar": " ",
         "constraints": {"minimum": "0,5"}},
        {"name": "jour", "type": "date", "format": "%d/%m/%Y",
         "constraints": {"maximum": "31/12/2024"}},
        {"name": "actif", "type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]},
    ],
    "missingValues": ["", "s.o."],
    "primaryKey": "code",
    "foreignKeys": [
        {"fields": ["parent"], "reference": {"resource": "", "fields": ["code"]}},
        {"fields": ["code"], "reference": {"resource": "ailleurs", "fields": ["code"]}},
    ],
}  # fmt: skip
ROWS = [["01", "", "1234.5", "2024-01-31", "True"], ["02", "01", "", "", "False"]]


def form_of(path: Path, form: str = "csv") -> Form:
    """Describe a file by its name."""
    content = path.read_bytes()
    return Form(form, path.name, len(content), hashlib.sha256(content).hexdigest())


def described(rows: list[list[str]], folder: Path, schema: dict) -> Package:
    """Write the CSV of a table beside its descriptor and open the package."""
    names = [field["name"] for field in schema["fields"]]
    part = normalised(folder / "projets.csv", names, rows)
    text = json.dumps(data_package(CARD, schema, [form_of(part)]))
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return Package(str(folder / "datapackage.json"))


def test_the_csv_is_valid_with_the_schema_of_its_resource(tmp_path: Path) -> None:
    report = described(ROWS, tmp_path, SCHEMA).validate()
    assert report.flatten(["type", "note"]) == []
    assert report.tasks[0].stats["rows"] == len(ROWS)


@pytest.mark.parametrize(
    ("cells", "error"),
    [
        (["02", "09", "", "", ""], "foreign-key"),
        (["01", "", "", "", ""], "primary-key"),
        (["02", "", "0.4", "", ""], "constraint-error"),
        (["02", "", "", "2025-01-01", ""], "constraint-error"),
        (["", "01", "", "", ""], "constraint-error"),
    ],
)
def test_rules_are_kept_in_canonical_text(cells: list[str], error: str, tmp_path: Path) -> None:
    report = described([ROWS[0], cells], tmp_path, SCHEMA).validate()
    assert error in {found for (found,) in report.flatten(["type"])}


def test_the_hash_and_the_size_are_those_of_the_file(tmp_path: Path) -> None:
    package = described(ROWS, tmp_path, SCHEMA)
    (tmp_path / "projets.csv").write_bytes(b"code\n")
    errors = {found for (found,) in package.validate().flatten(["type"])}
    assert errors & {"hash-count", "byte-count"}


def test_every_form_is_a_resource_with_its_type() -> None:
    forms = [Form(kind, f"projets.{kind}", 3, "0" * 64) for kind in ("csv", "xlsx", "parquet")]
    package = data_package(CARD, SCHEMA, forms)
    assert list(Package.metadata_validate(package)) == []
    assert [resource["name"] for resource in package["resources"]] == [
        "projets",
        "projets-xlsx",
        "projets-parquet",
    ]
    assert package["version"] == "3"
    assert package["created"] == "2024-01-31T10:00:00+00:00"
    assert "homepage" not in package


def test_a_key_to_another_table_is_told_beside() -> None:
    made = canonical_schema(SCHEMA, "projets")
    assert made["primaryKey"] == ["code"]
    assert [key["reference"]["resource"] for key in made["foreignKeys"]] == ["projets"]
    assert made[EXTERNAL] == [SCHEMA["foreignKeys"][1]]


@pytest.mark.parametrize("name", list_schemas())
def test_our_own_schemas_are_valid_in_a_package(name: str) -> None:
    package = data_package(CARD, load_schema(name).descriptor, [Form("csv", "a.csv", 3, "0" * 64)])
    assert list(Package.metadata_validate(package)) == []
