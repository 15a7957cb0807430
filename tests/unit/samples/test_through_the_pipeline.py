"""Every form of every source goes through decode, conform and validate with its own YAML."""

import re
from pathlib import Path

import polars as pl
import pytest
from embedded.samples.datasets import embedded_datasets

from pipelines.conform import conform
from pipelines.decode import decode
from pipelines.families import row_rules
from pipelines.messages.dates import read_day
from pipelines.sources import Source, load_source, load_sources
from pipelines.validate import Validation, validate
from schemas import load_schema
from tests.source_variants import accounts_variants, infrastructure_variants

RI = "projets-ressources-informationnelles"
EXCEL = Path("schemas") / RI / "1.0.0" / "examples" / "exemple-pour-excel.csv"
ROOT = Path(__file__).resolve().parents[3]


def test_every_sample_is_valid(tmp_path: Path) -> None:
    _all_valid(tmp_path, None)


def test_every_captured_file_is_valid(tmp_path: Path, data: Path) -> None:
    _all_valid(tmp_path, data)


@pytest.mark.parametrize("publication", sorted(infrastructure_variants()))
def test_every_form_of_the_dashboard_is_valid(tmp_path: Path, publication: str) -> None:
    source = load_source("projets-infrastructures")
    result = _checked(tmp_path, source, publication, infrastructure_variants()[publication])
    assert _errors(result) == []
    assert set(result.frame["date_publication"].cast(pl.String)) == {publication}


def test_the_same_file_wrapped_by_excel_says_the_same(tmp_path: Path) -> None:
    source = load_source("projets-infrastructures")
    wrapped = infrastructure_variants()["2024-12-04"]
    [plain] = [content for name, content in _samples(source, None) if name == "2025-06-10"]
    frames = [_checked(tmp_path, source, "x", c).frame.drop("_row") for c in (plain, wrapped)]
    assert frames[0].equals(frames[1])


@pytest.mark.parametrize("name", sorted(accounts_variants()))
def test_the_older_form_of_the_public_accounts_is_valid(tmp_path: Path, name: str) -> None:
    result = _checked(tmp_path, load_source(name), "2022-2023", accounts_variants()[name])
    assert _errors(result) == []
    assert result.frame["numero_portefeuille"].null_count() == 0


def test_the_older_form_of_the_general_fund_has_the_same_totals(tmp_path: Path) -> None:
    name = "comptes-publics-fonds-general"
    result = _checked(tmp_path, load_source(name), "2022-2023", accounts_variants()[name])
    totals = result.frame.group_by("repartition").agg(pl.col("montant").sum()).rows()
    assert dict(totals) == {"Dépenses": 135_131_729_000, "Investissements": 1_410_851_000}


def test_the_example_made_for_excel_is_valid(tmp_path: Path) -> None:
    result = _checked(tmp_path, load_source(RI), "2026-03-31", (ROOT / EXCEL).read_bytes())
    assert _errors(result) == []


def _all_valid(tmp_path: Path, data: Path | None) -> None:
    for source in (source for source in load_sources() if source.fetch.kind == "ckan"):
        for publication, content in _samples(source, data):
            assert _errors(_checked(tmp_path, source, publication, content)) == []


def _samples(source: Source, data: Path | None) -> list[tuple[str, bytes]]:
    [dataset] = [d for d in embedded_datasets(data) if d.name == source.fetch.dataset]
    found = []
    for resource in dataset.resources:
        fitting = re.search(source.fetch.resource, resource.name)
        if fitting and resource.content is not None:
            found.append((_publication(fitting), resource.content))
    return found


def _publication(fitting: re.Match[str]) -> str:
    groups = fitting.groupdict()
    day = read_day(groups.get("date") or "")
    return day.isoformat() if day else groups["publication"]


def _checked(folder: Path, source: Source, publication: str, content: bytes) -> Validation:
    file = folder / "file.csv"
    file.write_bytes(content)
    schema = load_schema(source.schema)
    table = conform(decode(file, source.decode), source, schema, publication)
    return validate(table, schema, row_rules(source.family))


def _errors(result: Validation) -> list[str]:
    return [error["message"] for error in result.report["tasks"][0]["errors"]]
