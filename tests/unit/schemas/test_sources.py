"""The sources' YAML files and alias tables keep to their schema and cite where they come from."""

import csv
import re
from pathlib import Path

import pytest

from pipelines.sources import Source, load_sources
from schemas import load_schema

ALIASES = Path(__file__).resolve().parents[3] / "pipelines" / "sources" / "aliases"
SOURCES = load_sources()
PROSE = ("title", "notes", "methodologie")
CATEGORIES = {
    "agriculture-alimentation", "economie-entreprises", "education-recherche",
    "environnement-ressources-naturelles-energie", "gouvernement-finances", "infrastructures",
    "loi-justice-securite-publique", "politiques-sociales", "sante", "societe-culture",
    "tourisme-sports-loisirs", "transport",
}  # fmt: skip


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_source_names_columns_that_its_schema_has(source: Source) -> None:
    names = {field.name for field in load_schema(source.schema).fields}
    conform = source.conform
    asked = {*conform.columns, *conform.optional, *conform.month_dates, *conform.aliases}
    assert {*asked, *conform.amounts.columns, source.partition} <= names


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_source_is_in_the_portal_s_categories(source: Source) -> None:
    assert source.dataset.groups
    assert set(source.dataset.groups) <= CATEGORIES


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_ckan_accepts_the_tags_of_a_source(source: Source) -> None:
    assert source.dataset.tags
    for tag in source.dataset.tags:
        assert re.fullmatch(r"[\w .-]{2,100}", tag)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_french_typography_is_respected(source: Source) -> None:
    fields = source.dataset.fields
    for wrong in (" :", " ;", "« ", " »", " $", " %", " !", " ?"):
        assert wrong not in " ".join(fields[name] for name in PROSE if name in fields)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_the_rule_of_a_source_names_a_publication(source: Source) -> None:
    if source.fetch.kind == "ckan":
        assert set(re.compile(source.fetch.resource).groupindex) in ({"date"}, {"publication"})


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_an_alias_table_that_a_source_names_is_there(source: Source) -> None:
    for name in source.conform.aliases.values():
        assert (ALIASES / f"{name}.csv").is_file()


@pytest.mark.parametrize("path", sorted(ALIASES.glob("*.csv")), ids=lambda path: path.stem)
def test_each_alias_has_a_source_and_leads_to_one_official_name(path: Path) -> None:
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    names = [row["alias"] for row in rows]
    assert len(names) == len(set(names))
    for row in rows:
        assert row["alias"] != row["official"]
        assert row["official"] not in names
        assert len(row["source"]) > 20
