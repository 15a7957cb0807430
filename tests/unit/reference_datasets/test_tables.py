"""Codes, names and counts of the reference datasets equal those of the official files."""

import csv
from importlib import resources
from pathlib import Path

from pipelines.territory import load_set
from tests.unit.reference_datasets import official

DASHES = ("--", " - ")


def test_there_are_17_regions_104_mrc_and_1281_municipalities() -> None:
    sets = ("regions-administratives", "mrc", "municipalites")
    assert [load_set(name).height for name in sets] == [17, 104, 1281]


def test_codes_are_unique_text_with_their_leading_zeros() -> None:
    for name, first in (
        ("regions-administratives", "01"),
        ("mrc", "01"),
        ("municipalites", "01023"),
    ):
        codes = load_set(name)["code"]
        assert codes.min() == first
        assert codes.is_unique().all()


def test_names_have_the_en_dash_and_the_source_s_own_form_beside_it() -> None:
    named = {row["code"]: row for row in load_set("regions-administratives").rows(named=True)}
    assert named["11"]["nom"] == "Gaspésie\u2013Îles-de-la-Madeleine"
    assert named["11"]["nom_source"] == "Gaspésie - Îles-de-la-Madeleine"
    for name in ("regions-administratives", "mrc", "municipalites"):
        assert not [text for text in load_set(name)["nom"] for dash in DASHES if dash in text]


def test_regions_are_those_of_the_official_layer(real_files: Path) -> None:
    layer = official.dbf(real_files / official.REGIONS, "cp850")
    expected = {(row["RES_CO_REG"], row["RES_NM_REG"]) for row in layer}
    assert set(load_set("regions-administratives").select("code", "nom_source").rows()) == expected


def test_region_names_are_those_of_the_current_sda(real_files: Path) -> None:
    listed = official.rows(real_files / "listes/mrc_sda_V2025-04.csv")
    expected = {(row["MRS_CO_REG"], row["MRS_NM_REG"]) for row in listed}
    assert set(load_set("regions-administratives").select("code", "nom").rows()) == expected


def test_mrc_are_those_of_the_current_sda(real_files: Path) -> None:
    layer = official.dbf(real_files / official.MRC_ATTRIBUTES, "utf-8")
    names = ("MRS_CO_MRC", "MRS_NM_MRC", "MRS_DE_IND", "MRS_CO_REG", "MRS_NM_REG")
    ours = ("code", "nom", "designation", "code_region", "nom_region")
    assert set(load_set("mrc").select(ours).rows()) == {
        tuple(row[name] for name in names) for row in layer
    }


def test_the_87_mrc_of_the_directory_have_its_codes_and_names(real_files: Path) -> None:
    listed = official.rows(real_files / "listes/mrc_mamh_2026-03.csv")
    expected = {(row["mrc_code"], row["mrc_nom"]) for row in listed}
    table = load_set("mrc")
    assert set(table.filter(type="MRC").select("code_mamh", "nom_mamh").rows()) == expected
    assert set(table.filter(type="MRC géographique")["nom_mamh"]) == {""}


def test_municipalities_are_those_of_the_directory(real_files: Path) -> None:
    listed = official.rows(real_files / "listes/municipalites_mamh_2026-03.csv")
    names = ("mcode", "munnom", "mcodedesi", "region_code", "mpopul", "mdatcons")
    ours = ("code", "nom_source", "code_designation", "code_region", "population")
    expected = {tuple(row[name] for name in names) for row in listed}
    assert set(load_set("municipalites").select(*ours, "date_constitution").rows()) == expected


def test_areas_are_those_of_the_directory(real_files: Path) -> None:
    listed = official.rows(real_files / "listes/municipalites_mamh_2026-03.csv")
    ours = dict(load_set("municipalites").select("code", "superficie_km2").rows())
    assert {code: float(area) for code, area in ours.items()} == {
        row["mcode"]: float(row["msuperf"]) for row in listed
    }


def test_an_mrc_that_the_directory_names_is_kept(real_files: Path) -> None:
    listed = official.rows(real_files / "listes/municipalites_mamh_2026-03.csv")
    named = {row["mcode"]: row["mrc_code"] for row in listed if row["mrc_code"]}
    mamh = dict(load_set("mrc").select("code", "code_mamh").rows())
    table = load_set("municipalites").filter(rattachement="répertoire")
    assert {code: mamh[mrc] for code, mrc in table.select("code", "code_mrc").rows()} == named


def test_every_municipality_has_a_territory_or_is_listed() -> None:
    table = load_set("municipalites")
    assert set(table.filter(code_mrc="")["code"]) == {row["code"] for row in _csv("unresolved")}


def test_every_case_has_its_evidence_and_source() -> None:
    cases = _csv("territoires-equivalents")
    decided = load_set("municipalites").filter(rattachement="cas documenté")
    assert {(row["code"], row["nom"], row["code_mrc"]) for row in cases} == set(
        decided.select("code", "nom", "code_mrc").rows()
    )
    assert all(len(row["preuve"]) > 40 and row["source"] for row in cases)


def test_kativik_has_the_territories_that_the_directory_of_2025_gives_it(real_files: Path) -> None:
    listed = official.rows(real_files / "listes/repertoire_municipalites_2025.csv")
    expected = {row["mcode"] for row in listed if row["admregionale"].endswith("(992)")}
    assert set(load_set("municipalites").filter(code_mrc="992")["code"]) == expected


def _csv(name: str) -> list[dict[str, str]]:
    folder = resources.files("reference_datasets").joinpath("municipalites", "2026-03")
    with folder.joinpath(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
