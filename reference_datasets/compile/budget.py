"""The budget's structure of 2024-2025: portfolios, programmes, supercategories, special funds.

Codes that no official source gives are the portal's own: given once, in the order of the public
accounts, and never to anything else.
"""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from pipelines.matching.names import folded
from reference_datasets.compile.tables import read_list

VINTAGE = "2024-2025"
GENERAL_FUND = "comptes_publics/donnees_ouvertes_vol2_dep_supercat_24-25.csv"
SPECIAL_FUNDS = "comptes_publics/donnees_ouvertes_vol2_rev_dep_invest_fs_24-25.csv"
PROGRAMMES = "listes/programmes_2024-2025.csv"
CAPITAL = "Immobilisations autres qu'en ressources informationnelles"
INFORMATION = "Immobilisations en ressources informationnelles"
LOANS = "Prêts, placements, avances et autres coûts"
# Code, name in the budget of expenditure (2026-2027), name in the public accounts (2024-2025).
SUPERCATEGORIES = (
    ("1", "Rémunération", "Rémunération"),
    ("2", "Fonctionnement", "Fonctionnement"),
    ("3", CAPITAL, CAPITAL),
    ("4", "Service de la dette", "Service de la dette"),
    ("5", "Transfert", "Transferts"),
    ("6", LOANS, LOANS),
    ("A", "(moins) Amortissement", ""),
    ("F", "Affectation à un fonds spécial", "Affectation à un fonds spécial"),
    ("M", INFORMATION, INFORMATION),
    (
        "P",
        "Créances douteuses, autres provisions et pertes",
        "Créances douteuses et autres provisions",
    ),
)


@dataclass(frozen=True)
class Portfolio:
    """One row; `nom_source` is the name as the public accounts write it, cut short for one."""

    millesime: str
    code: str
    nom: str
    nom_source: str


@dataclass(frozen=True)
class Programme:
    """One row; `numero` is the programme's in its portfolio."""

    millesime: str
    code: str
    nom: str
    numero: str
    code_portefeuille: str
    nom_portefeuille: str


@dataclass(frozen=True)
class Supercategory:
    """One row; `nom_comptes_publics` and `repartition` are empty where they have no such amount."""

    millesime: str
    code: str
    nom: str
    nom_comptes_publics: str
    repartition: str


@dataclass(frozen=True)
class Fund:
    """One row; a fund that several portfolios present has `portefeuilles` > 1 and no portfolio."""

    millesime: str
    code: str
    nom: str
    code_portefeuille: str
    nom_portefeuille: str
    portefeuilles: int


@dataclass(frozen=True)
class Presentation:
    """One portfolio under which the public accounts present a fund."""

    code_fonds: str
    code_portefeuille: str


def portfolios(data: Path) -> list[Portfolio]:
    """Return the 25 portfolios; raises ValueError when the two sources don't have the same."""
    written = list(dict.fromkeys(row["Portefeuille"] for row in _rows(data / GENERAL_FUND)))
    names = dict.fromkeys(row["portefeuille"] for row in read_list(data / PROGRAMMES))
    return [
        Portfolio(VINTAGE, f"P{rank:02}", _whole(name, names), name.strip())
        for rank, name in enumerate(written, 1)
    ]


def programmes(data: Path) -> list[Programme]:
    """Return the 97 programmes; raises ValueError when the two sources don't have the same."""
    by_name = {portfolio.nom: portfolio for portfolio in portfolios(data)}
    found = [
        _programme(row["programme"], row["nom_programme"], by_name[row["portefeuille"]])
        for row in read_list(data / PROGRAMMES)
    ]
    by_source = {portfolio.nom_source: portfolio for portfolio in by_name.values()}
    accounts = {
        (by_source[row["Portefeuille"].strip()].code, row["Programme"], row["Nom_programme"])
        for row in _rows(data / GENERAL_FUND)
    }
    if accounts != {(item.code_portefeuille, item.numero, item.nom) for item in found}:
        raise ValueError(f"{PROGRAMMES}: not those of {GENERAL_FUND}")
    return sorted(found, key=lambda item: item.code)


def supercategories(data: Path) -> list[Supercategory]:
    """Return the 10 supercategories; raises ValueError for one of the accounts that has no code."""
    halves = {
        row["Supercategorie"].strip(): row["Repartition"]
        for row in _rows(data / GENERAL_FUND)
        if row["Supercategorie"]
    }
    unknown = halves.keys() - {written for _, _, written in SUPERCATEGORIES}
    if unknown:
        raise ValueError(f"no code for {sorted(unknown)}")
    return [
        Supercategory(VINTAGE, code, name, written, halves.get(written, ""))
        for code, name, written in SUPERCATEGORIES
    ]


def funds(data: Path) -> tuple[list[Fund], list[Presentation]]:
    """Return the 42 special funds, and the portfolios under which each is presented."""
    by_source = {portfolio.nom_source: portfolio for portfolio in portfolios(data)}
    places: dict[str, dict[str, Portfolio]] = defaultdict(dict)
    for row in _rows(data / SPECIAL_FUNDS):
        if row["Fonds_speciaux"].strip():
            portfolio = _portfolio(row["Nom_portefeuille"], by_source)
            places[row["Fonds_speciaux"].strip()][portfolio.code] = portfolio
    found, presented = [], []
    for rank, (name, shown) in enumerate(places.items(), 1):
        code, alone = f"FS{rank:02}", next(iter(shown.values())) if len(shown) == 1 else None
        found.append(
            Fund(
                VINTAGE, code, name, alone.code if alone else "", alone.nom if alone else "",
                len(shown),
            )
        )  # fmt: skip
        presented += [Presentation(code, portfolio) for portfolio in sorted(shown)]
    return found, presented


def _programme(number: str, name: str, portfolio: Portfolio) -> Programme:
    code = f"{portfolio.code}-{number}"
    return Programme(VINTAGE, code, name, number, portfolio.code, portfolio.nom)


def _whole(written: str, names: dict[str, None]) -> str:
    """Return the whole name of a portfolio that the accounts may cut short."""
    (name,) = (name for name in names if name.startswith(written.strip()))
    return name


def _portfolio(written: str, by_source: dict[str, Portfolio]) -> Portfolio:
    key = folded(written)
    (found,) = (item for name, item in by_source.items() if folded(name) == key)
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    return [row for row in read_list(path, ";") if any(row.values())]
