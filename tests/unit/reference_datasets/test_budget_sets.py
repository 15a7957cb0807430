"""The budget's structure and the bodies equal what the public accounts and the other files say."""

import csv
from importlib import resources
from pathlib import Path

from pipelines.matching.names import folded
from pipelines.territory import load_set

ACCOUNTS = "comptes_publics/donnees_ouvertes_vol2_dep_supercat_24-25.csv"
SPECIAL = "comptes_publics/donnees_ouvertes_vol2_rev_dep_invest_fs_24-25.csv"


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of the public accounts, without the blank ones."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file, delimiter=";") if any(row.values())]


def companion(name: str, file: str) -> list[dict[str, str]]:
    """Return the rows of a file that goes with a set."""
    folder = resources.files("reference_datasets").joinpath(name)
    vintage = max(item.name for item in folder.iterdir() if item.joinpath("data.csv").is_file())
    text = folder.joinpath(vintage, file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_there_are_as_many_as_the_accounts_have() -> None:
    sets = ("portefeuilles-budgetaires", "programmes-budgetaires", "supercategories-de-depenses")
    assert [load_set(name).height for name in sets] == [25, 97, 10]
    assert load_set("fonds-speciaux").height == 42


def test_portfolios_and_programmes_are_those_of_the_accounts(real_files: Path) -> None:
    read = rows(real_files / ACCOUNTS)
    portfolios = load_set("portefeuilles-budgetaires")
    assert {*portfolios["nom_source"]} == {row["Portefeuille"].strip() for row in read}
    named = dict(portfolios.select("code", "nom_source").rows())
    ours = load_set("programmes-budgetaires").select("code_portefeuille", "numero", "nom").rows()
    assert {(named[code], number, name) for code, number, name in ours} == {
        (row["Portefeuille"].strip(), row["Programme"], row["Nom_programme"]) for row in read
    }


def test_the_portfolio_cut_short_has_its_whole_name() -> None:
    found = load_set("portefeuilles-budgetaires").filter(code="P13").row(0, named=True)
    assert found["nom_source"] == "Environnement, Lutte contre les changements climatiques, Faune"
    assert found["nom"] == f"{found['nom_source']} et Parcs"


def test_every_supercategory_of_the_accounts_has_a_code(real_files: Path) -> None:
    halves = {
        (row["Supercategorie"].strip(), row["Repartition"])
        for row in rows(real_files / ACCOUNTS)
        if row["Supercategorie"]
    }
    ours = load_set("supercategories-de-depenses").select("nom_comptes_publics", "repartition")
    assert {*ours.rows()} == {*halves, ("", "")}


def test_funds_and_their_portfolios_are_those_of_the_accounts(real_files: Path) -> None:
    names = dict(load_set("fonds-speciaux").select("code", "nom").rows())
    portfolios = dict(load_set("portefeuilles-budgetaires").select("code", "nom_source").rows())
    ours = {
        (names[row["code_fonds"]], folded(portfolios[row["code_portefeuille"]]))
        for row in companion("fonds-speciaux", "presentations.csv")
    }
    assert ours == {
        (row["Fonds_speciaux"].strip(), folded(row["Nom_portefeuille"]))
        for row in rows(real_files / SPECIAL)
        if row["Fonds_speciaux"].strip()
    }


def test_a_sourced_body_is_named_in_the_accounts_it_cites(real_files: Path) -> None:
    texts = {
        folded(row[column])
        for row in rows(real_files / ACCOUNTS)
        for column in ("Portefeuille", "Nom_programme", "Nom_element")
    } | {folded(row["Fonds_speciaux"]) for row in rows(real_files / SPECIAL)}
    bodies = load_set("ministeres-et-organismes")
    cited = bodies.filter(source="Comptes publics 2024-2025, volume 2")["nom"]
    assert len(cited) > 60
    assert [name for name in cited if not any(folded(name) in text for text in texts)] == []
    unsaid = bodies.filter(source="")
    assert {*unsaid["statut_nom"]} == {"à vérifier"}


def test_there_are_23_ministries_and_their_former_names_are_to_confirm() -> None:
    bodies = load_set("ministeres-et-organismes")
    assert bodies.filter(type="Ministère").height == 23
    known = {*bodies["code"]}
    for row in companion("ministeres-et-organismes", "noms.csv"):
        assert row["code"] in known
        assert row["nature"] == "autre graphie" or row["statut"] == "déduite, à confirmer"


def test_every_code_that_vanished_has_a_proposed_successor_with_its_evidence() -> None:
    today = dict(load_set("municipalites").select("code", "nom").rows())
    found = companion("municipalites", "successions.csv")
    assert len(found) == 17
    for row in found:
        assert row["code"] not in today
        assert today[row["successeur"]] == row["nom_successeur"]
        assert row["statut"] == "déduite, à confirmer"
        assert row["code"] in row["preuve"]
    moved = {row["code"]: row["successeur"] for row in found}
    assert (moved["82010"], moved["30090"]) == ("80087", "29027")  # to another MRC


def test_vanished_codes_are_those_of_the_directories(real_files: Path) -> None:
    today = {*load_set("municipalites")["code"]}
    before = set()
    for year in ("2022", "2025"):
        path = real_files / f"listes/repertoire_municipalites_{year}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            before |= {row["mcode"] for row in csv.DictReader(file)}
    gone = {row["code"] for row in companion("municipalites", "successions.csv")}
    assert gone == before - today


def test_former_names_are_not_those_of_today() -> None:
    today = dict(load_set("municipalites").select("code", "nom").rows())
    found = companion("municipalites", "noms.csv")
    assert {row["code"] for row in found} == {"06035", "09020", "56010", "66142", "99060"}
    assert all(today[row["code"]] != row["nom"] for row in found)
