"""Ministries and bodies: the portal's list (`bodies.csv`), each name checked against its sources.

What no captured file says stays in the list, marked « à vérifier ».
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.matching.names import folded
from reference_datasets.compile.budget import GENERAL_FUND, SPECIAL_FUNDS, VINTAGE, Portfolio
from reference_datasets.compile.tables import read_list

HERE = Path(__file__).parent
BODIES, NAMES = HERE / "bodies.csv", HERE / "body_names.csv"
DASHBOARD = "projets_infrastructures/tableau_de_bord_{}.csv"
PROJECTS = ("2026-03-18", "2025-06-10", "2024-07-08", "2020-06-04")  # the last names come first
INVENTORY = "listes/inventaire_ll_2017.json"
CARD = "ckan/package_show_tableau-de-bord-des-projets-d-infrastructures_trimmed.json"
CURRENT = 2024  # a name that a source of an earlier year has may have changed since
SOURCED, TO_CHECK = "sourcé", "à vérifier"


@dataclass(frozen=True)
class Body:
    """One row; `annee_source`: when the source said this name, "" when none does."""

    millesime: str
    code: str
    nom: str
    type: str
    statut_nom: str
    source: str
    annee_source: str
    sigle: str
    statut_sigle: str
    code_portefeuille: str
    nom_portefeuille: str


@dataclass(frozen=True)
class BodyName:
    """Another name of a body: `nature` says former name, former initials or other spelling."""

    code: str
    nom: str
    nature: str
    statut: str
    source: str
    annee_source: str


@dataclass(frozen=True)
class Said:
    """A text that names a body, and who wrote it when; `words`: as it is compared.

    `whole`: the text is a body's name; another may have names among its words.
    """

    words: str
    source: str
    year: int
    whole: bool = True


def bodies(data: Path, portfolios: list[Portfolio]) -> list[Body]:
    """Return the ministries and bodies by code."""
    said = list(_said(data))
    names = {portfolio.code: portfolio.nom for portfolio in portfolios}
    return [_body(row, _source(row["nom"], said), names) for row in read_list(BODIES)]


def other_names(data: Path) -> list[BodyName]:
    """Return the other names; that a former name leads to a body of today is deduced."""
    whole = [item for item in _said(data) if item.whole]
    found = [(row, _source(row["nom"], whole)) for row in read_list(NAMES)]
    return [
        BodyName(
            row["code"], row["nom"], row["nature"],
            "" if row["nature"] == "autre graphie" else "déduite, à confirmer",
            *((source.source, str(source.year)) if source else ("", "")),
        )
        for row, source in found
    ]  # fmt: skip


def _body(row: dict[str, str], source: Said | None, portfolios: dict[str, str]) -> Body:
    current = source is not None and source.year >= CURRENT
    return Body(
        millesime=VINTAGE,
        code=row["code"],
        nom=row["nom"],
        type=row["type"],
        statut_nom=SOURCED if current else TO_CHECK,
        source=source.source if source else "",
        annee_source=str(source.year) if source else "",
        sigle=row["sigle"],
        statut_sigle=_settled(bool(row["sigle_source"])) if row["sigle"] else "",
        code_portefeuille=row["code_portefeuille"],
        nom_portefeuille=portfolios.get(row["code_portefeuille"], ""),
    )


def _settled(sourced: bool) -> str:
    return SOURCED if sourced else TO_CHECK


def _source(name: str, said: list[Said]) -> Said | None:
    """Return the latest text that has a name, word for word but for accents and apostrophes."""
    wanted = folded(name)
    found = [
        item
        for item in said
        if item.words == wanted or (not item.whole and f" {wanted} " in f" {item.words} ")
    ]
    return max(found, key=lambda item: item.year, default=None)


def _said(data: Path) -> Iterator[Said]:
    accounts = "Comptes publics 2024-2025, volume 2"
    for row in read_list(data / GENERAL_FUND, ";"):
        for column in ("Portefeuille", "Nom_programme", "Nom_element"):
            yield Said(folded(row[column] or ""), accounts, 2025, whole=False)
    for row in read_list(data / SPECIAL_FUNDS, ";"):
        yield Said(folded(row["Fonds_speciaux"] or ""), accounts, 2025, whole=False)
    for date in PROJECTS:
        label = f"Tableau de bord des projets d’infrastructures, {date}"
        for row in read_list(data / DASHBOARD.format(date)):
            yield Said(folded(row["organisme"]), label, int(date[:4]))
    for item in json.loads((data / INVENTORY).read_text(encoding="utf-8")):
        yield Said(folded(item["org"]), "Inventaire des logiciels libres, 2017", 2017)
    card = json.loads((data / CARD).read_text(encoding="utf-8"))
    about = card.get("result", card)
    yield Said(folded(about["author"]), "Données Québec, fiche du tableau de bord", 2026)
