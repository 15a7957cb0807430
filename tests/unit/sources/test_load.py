"""Sources are read whole from their YAML; a slip stops by naming the file and the key."""

import textwrap
from pathlib import Path

import pytest
import yaml

from pipelines.messages import Refusal
from pipelines.sources import (
    Amounts,
    Fetching,
    Organization,
    Publication,
    Source,
    UnknownSource,
    load_source,
    load_sources,
    read_sources,
)
from schemas import list_schemas, load_schema
from tests.unit.tables import refusal_of

CARD = """
name: essai
family: spending
schema: comptes-publics-fonds-general/1.0.0
partition: exercice
calendar: "0 6 * * *"
dataset:
  title: Essai
  notes: Notes
  organization: {name: sct, title: SCT}
  groups: [gouvernement-finances]
  tags: [budget]
  license_id: cc-by
fetch:
  kind: http
  publications:
    - {name: "2024-2025", address: "https://exemple.ca/a.csv"}
conform:
  columns: {montant: [Montant, '/MONTANT_\\d+/']}
  optional: [type_de_credits]
  amounts: {columns: [montant], millions_below: 1000}
  aliases: {portefeuille: portefeuilles}
  drop_blank_rows: true
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name a folder of the operators."""
    monkeypatch.setenv("DONNEESQC_SOURCES", str(tmp_path))
    return tmp_path


def essai(folder: Path, card: str = CARD) -> Source:
    """Read a card as an operator's file."""
    (folder / "essai.yaml").write_text(textwrap.dedent(card), encoding="utf-8")
    return load_source("essai")


def refused(folder: Path, card: str) -> Refusal:
    """Return why a card is refused; the sentence names its file."""
    with pytest.raises(Refusal) as stop:
        essai(folder, card)
    assert "essai.yaml" in str(stop.value)
    return stop.value


def changed(**changes: object) -> str:
    """Return the card with top-level keys changed; None removes one."""
    card = {**yaml.safe_load(CARD), **changes}
    return yaml.safe_dump({key: value for key, value in card.items() if value is not None})


def in_part(part: str, **changes: object) -> str:
    """Return the card with keys of one part changed; None removes one."""
    card = yaml.safe_load(CARD)
    merged = {**card[part], **changes} if part in card else changes
    return changed(**{part: {key: value for key, value in merged.items() if value is not None}})


def test_a_card_is_read_whole(folder: Path) -> None:
    source = essai(folder)
    assert (source.family, source.partition, source.calendar) == (
        "spending",
        "exercice",
        "0 6 * * *",
    )
    assert source.dataset.organization == Organization("sct", "SCT")
    assert source.dataset.fields == {"title": "Essai", "notes": "Notes", "license_id": "cc-by"}
    assert source.fetch == Fetching(
        "http", publications=(Publication("2024-2025", "https://exemple.ca/a.csv"),)
    )
    assert source.conform.columns == {"montant": ("Montant", r"/MONTANT_\d+/")}
    assert source.conform.amounts == Amounts(("montant",), 1000)
    assert source.conform.drop_blank_rows
    assert source.text == textwrap.dedent(CARD)


def test_an_operator_s_file_replaces_the_library_s_of_the_same_name(folder: Path) -> None:
    ours = load_source("comptes-publics-fonds-general")
    essai_card = changed(name="comptes-publics-fonds-general", calendar="1 1 1 1 1")
    (folder / "theirs.yml").write_text(essai_card, encoding="utf-8")
    theirs = load_source("comptes-publics-fonds-general")
    assert (ours.calendar, theirs.calendar) == ("15 6 * * 1-5", "1 1 1 1 1")


def test_sources_are_sorted_by_name_and_may_be_those_of_one_family(folder: Path) -> None:
    essai(folder)
    names = [source.name for source in load_sources()]
    assert names == sorted(names)
    assert {source.family for source in load_sources("spending")} == {"spending"}
    assert "essai" in {source.name for source in load_sources("spending")}


def test_a_name_that_no_source_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownSource) as stop:
        load_source("essai")
    refusal_of("source-unknown", stop.value, "essai", "budget-de-depenses")


@pytest.mark.parametrize(
    "key", ["name", "family", "schema", "partition", "calendar", "dataset", "fetch"]
)
def test_a_missing_key_is_named(key: str, folder: Path) -> None:
    (folder / "essai.yaml").write_text(changed(**{key: None}), encoding="utf-8")
    with pytest.raises(Refusal) as stop:
        load_sources()
    refusal_of("source-key-missing", stop.value, "essai.yaml", f"«\u00a0{key}\u00a0»", "Ajoutez")


@pytest.mark.parametrize(
    ("part", "key"),
    [("dataset", "title"), ("dataset", "organization"), ("fetch", "kind")],
)
def test_a_missing_key_inside_a_part_is_named(part: str, key: str, folder: Path) -> None:
    assert f"«\u00a0{key}\u00a0»" in str(refused(folder, in_part(part, **{key: None})))


@pytest.mark.parametrize("part", ["", "fetch", "decode", "conform"])
def test_an_unknown_key_is_named_with_those_allowed(part: str, folder: Path) -> None:
    card = in_part(part, colums=[]) if part else changed(colums=[])
    refusal_of("source-key-unknown", refused(folder, card), "«\u00a0colums\u00a0»", "permises")


def test_an_unknown_key_of_a_publication_or_of_amounts_is_named(folder: Path) -> None:
    for card in (
        in_part("fetch", publications=[{"name": "a", "address": "b", "adress": "c"}]),
        in_part("conform", amounts={"columns": ["a"], "adress": 3}),
        in_part("dataset", organization={"name": "a", "title": "b", "adress": "c"}),
    ):
        refusal_of("source-key-unknown", refused(folder, card), "adress")


@pytest.mark.parametrize(
    "card",
    [
        "", "- a\n- b\n", "a: [", "texte", "\tname: x",
        "name: !!python/object/apply:os.system [ls]",
        changed(name="../evasion"), changed(name="Avec Espace"), changed(schema="absent/9.9.9"),
        in_part("fetch", kind="ftp"), in_part("fetch", kind="ckan", resource="(?P<date>"),
        in_part("fetch", kind="ckan", resource="sans groupe"),
        in_part("conform", columns={"montant": ["/(/"]}), in_part("decode", encoding="utf-9"),
        in_part("decode", delimiter=";;"), in_part("dataset", organization="sct"),
    ],
)  # fmt: skip
def test_what_can_t_be_understood_is_refused_with_its_file(card: str, folder: Path) -> None:
    assert refused(folder, card).code in ("source-unreadable", "source-key-missing")


def test_a_sheet_named_for_a_year_is_a_name(folder: Path) -> None:
    assert essai(folder, in_part("decode", sheet=2024)).decode.sheet == "2024"


def test_a_file_that_isn_t_utf_8_is_refused_with_its_name(folder: Path) -> None:
    (folder / "essai.yaml").write_bytes(CARD.replace("Notes", "été").encode("cp1252"))
    with pytest.raises(Refusal) as stop:
        load_sources()
    refusal_of("source-unreadable", stop.value, "essai.yaml")


def test_a_folder_that_doesn_t_exist_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONNEESQC_SOURCES", "/nulle/part")
    with pytest.raises(Refusal) as stop:
        load_sources()
    refusal_of("source-no-folder", stop.value, "/nulle/part", "DONNEESQC_SOURCES")


def test_a_date_without_quotes_still_names_a_publication(folder: Path) -> None:
    card = CARD.replace('"2024-2025"', "2026-03-18")
    assert essai(folder, card).fetch.publications[0].name == "2026-03-18"


def test_a_name_alone_is_a_list_of_one(folder: Path) -> None:
    card = in_part("conform", columns={"montant": "Montant"}, optional="type_de_credits")
    conform = essai(folder, card).conform
    assert conform.columns == {"montant": ("Montant",)}
    assert conform.optional == ("type_de_credits",)


@pytest.mark.parametrize("source", load_sources(), ids=lambda source: source.name)
def test_each_source_of_the_library_has_its_schema_and_partition(source: Source) -> None:
    assert source.schema in list_schemas()
    assert source.partition in [field.name for field in load_schema(source.schema).fields]


def test_a_file_that_can_t_be_read_stops_its_own_source_alone(folder: Path) -> None:
    (folder / "mauvaise.yaml").write_text("a: [", encoding="utf-8")
    assert essai(folder).name == "essai"
    sources, refused = read_sources()
    assert {"essai", "budget-de-depenses"} <= {source.name for source in sources}
    assert [refusal.code for refusal in refused] == ["source-unreadable"]
    assert "mauvaise.yaml" in str(refused[0])


def test_an_operator_s_file_that_can_t_be_read_doesn_t_let_the_library_s_run(folder: Path) -> None:
    (folder / "budget-de-depenses.yaml").write_text("a: [", encoding="utf-8")
    assert "budget-de-depenses" not in {source.name for source in read_sources()[0]}
    with pytest.raises(Refusal) as stop:
        load_source("budget-de-depenses")
    refusal_of("source-unreadable", stop.value, "budget-de-depenses.yaml")
