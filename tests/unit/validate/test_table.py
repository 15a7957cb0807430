"""The report counts rows as the file does, and one error row is enough to refuse a table."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
from frictionless import Report

from pipelines.conform import conform
from pipelines.sources import Conformity
from pipelines.validate import About, Finding, Validation, validate
from tests.unit.tables import (
    PUBLICATION,
    a_schema,
    a_source,
    decoded,
    errors,
    one_column,
    sentences,
    verdict,
)

SCHEMA = a_schema({"nom": "string", "montant": "integer"}, primaryKey=["nom"])


def validated(content: str, folder: Path, **conformity: object) -> Validation:
    """Take a file through reading, conforming and checking."""
    source = a_source(conform=Conformity(**conformity))  # type: ignore[arg-type]
    table = conform(decoded(content, folder), source, SCHEMA, PUBLICATION)
    return validate(table, SCHEMA, lambda _: ())


def test_one_row_of_another_publication_is_an_error_like_the_others(tmp_path: Path) -> None:
    content = f"Exercice,nom,montant\n{PUBLICATION},a,1\n2019-2020,b,x\n"
    schema = a_schema({"exercice": "string", "nom": "string", "montant": "integer"})
    source = a_source(conform=Conformity(columns={"exercice": ("Exercice",)}))
    table = conform(decoded(content, tmp_path), source, schema, PUBLICATION)
    about = About({"exercice": "Exercice"}, "exercice", PUBLICATION)
    found = validate(table, schema, lambda _: (), about=about)
    assert [text.partition("\u00a0:")[0] for text in sentences(found)] == [
        "Ligne 3, colonne «\u00a0montant\u00a0»",
        "Ligne 3, colonne «\u00a0Exercice\u00a0»",
    ]
    assert (found.valid, found.rows_rejected) == (False, 1)


def test_a_valid_table_has_types_and_no_error(tmp_path: Path) -> None:
    found = validated("nom,montant\na,1 000\nb,\n", tmp_path)
    assert found.valid
    assert (found.rows_read, found.rows_rejected) == (2, 0)
    assert found.frame.rows() == [(2, PUBLICATION, "a", 1000), (3, PUBLICATION, "b", None)]


def test_errors_carry_the_row_of_the_file_whatever_was_dropped_before(tmp_path: Path) -> None:
    found = validated('\nnom,montant\n"a\nb",1\n,\nc,x\n', tmp_path, drop_blank_rows=True)
    assert errors(found) == [("type-error", 5, "montant")]
    assert sentences(found)[0].startswith("Ligne 5, colonne «\u00a0montant\u00a0»")


def test_a_row_counts_once_whatever_its_errors(tmp_path: Path) -> None:
    found = validated("nom,montant\na,x\na,y\nb,1\n", tmp_path)
    assert not found.valid
    assert (found.rows_read, found.rows_rejected) == (3, 2)
    assert len(errors(found)) > 2


def test_an_invalid_table_stays_text(tmp_path: Path) -> None:
    found = validated("nom,montant\na,x\nb,1\n", tmp_path)
    assert found.frame["montant"].to_list() == ["x", "1"]


def test_a_ragged_row_is_an_error_row(tmp_path: Path) -> None:
    found = validated("nom,montant\na,1,de trop\nb\nc,3\n", tmp_path)
    assert errors(found) == [("extra-cell", 2, ""), ("missing-cell", 3, "montant")]
    assert found.rows_rejected == 2
    assert "de trop" in sentences(found)[0]


def test_a_blank_row_that_stays_is_an_error(tmp_path: Path) -> None:
    found = validate(
        replace(conform(one_column(["a", ""]), a_source(), a_schema({"c": "string"}), "")),
        a_schema({"c": "string"}),
        lambda _: (),
    )
    assert ("blank-row", 3, "") in errors(found)


def test_a_key_there_twice_is_an_error_of_the_second_row(tmp_path: Path) -> None:
    found = validated("nom,montant\na,1\nb,2\na,3\n", tmp_path)
    assert [error[:2] for error in errors(found)] == [("primary-key", 4)]
    assert "clé" in sentences(found)[0]


def test_every_error_row_is_counted_though_the_report_lists_a_thousand() -> None:
    found = verdict("integer", ["x"] * 1500 + ["1"])
    assert found.rows_rejected == 1500
    assert found.report["stats"]["errors"] == 1500
    assert len(errors(found)) == 1000


def test_the_report_is_one_that_frictionless_reads(tmp_path: Path) -> None:
    report = Report.from_descriptor(validated("nom,montant\na,x\na,1,z\n", tmp_path).report)
    assert not report.valid
    assert {error.type for error in report.tasks[0].errors} >= {"type-error", "extra-cell"}


def test_a_rule_about_the_whole_table_is_an_error_without_a_row() -> None:
    finding = Finding("fund-unbalanced", column="c", values={"fund": "F", "gap": "2000"})
    schema = a_schema({"c": "integer"})
    table = conform(one_column(["1"]), a_source(), schema, PUBLICATION)
    found = validate(table, schema, lambda _: [finding])
    assert errors(found) == [("table-error", 0, "c")]
    assert (found.valid, found.rows_rejected) == (False, 0)
    assert not Report.from_descriptor(found.report).valid


def test_a_rule_of_the_family_is_asked_only_of_a_table_that_keeps_its_schema() -> None:
    asked = []

    def rules(frame: pl.DataFrame) -> Iterator[Finding]:
        asked.append(frame.schema["c"])
        yield Finding("supercategory-blank", 3, "c", "x" * 200, {"kind": "Annuels"})

    schema = a_schema({"c": "integer"})
    bad = validate(conform(one_column(["x"]), a_source(), schema, PUBLICATION), schema, rules)
    good = validate(conform(one_column(["1"]), a_source(), schema, PUBLICATION), schema, rules)
    assert asked == [pl.Int64]
    assert errors(bad) == [("type-error", 2, "c")]
    assert errors(good) == [("row-constraint", 3, "c")]
    assert not good.valid


def test_a_foreign_key_must_be_in_the_reference_table() -> None:
    key = {"fields": ["c"], "reference": {"resource": "mrc", "fields": ["code"]}}
    schema = a_schema({"c": "string"}, foreignKeys=[key])
    table = conform(one_column(["010", "10"]), a_source(), schema, PUBLICATION)
    reference = pl.DataFrame({"code": ["010", "020"]})
    found = validate(table, schema, lambda _: (), {"mrc": reference})
    assert [error[:2] for error in errors(found)] == [("foreign-key", 3)]
    assert "mrc" in sentences(found)[0]
