"""Invented budgets on the real portfolios, programmes and elements of the public accounts.

Every figure is made by a seeded generator; the columns drift from year to year as the real ones do.
"""

import csv
import io
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from embedded.samples.spending import GeneralRow, general_rows

SEED = "donneesqc-budget-1"
SUPERCATEGORIES = {
    "1": "1 Rémunération",
    "2": "2 Fonctionnement",
    "3": "3 Immobilisations autres qu'en ressources informationnelles",
    "M": "M Immobilisations en ressources informationnelles",
    "4": "4 Service de la dette",
    "5": "5 Transfert",
    "6": "6 Prêts, placements, avances et autres coûts",
    "F": "F Affectation à un fonds spécial",
    "P": "P Créances douteuses, autres provisions et pertes",
    "-": "A (moins) Amortissement",
}
INVESTMENTS = frozenset("3M6")
WITHOUT_CREDITS = frozenset("P")
AMORTIZATION = "-"
GROWTH = 1.03
FIRST_YEAR = 2021
MARK = "\ufeff"


@dataclass(frozen=True)
class Year:
    """Say which names one year's columns had; `mark`: the file begins with a byte order mark."""

    first: int
    supercategory: str = "SUPERCATEGORIE"
    without_credits: str = "DEPENSES_SANS_CREDITS"
    mark: bool = False

    @property
    def name(self) -> str:
        """Return the fiscal year: « 2026-2027 »."""
        return f"{self.first}-{self.first + 1}"

    @property
    def header(self) -> tuple[str, ...]:
        """Return the labels of the columns; those of money end with the year: `_26_27`."""
        end = f"_{self.first % 100:02}_{self.first % 100 + 1:02}"
        parts = ("BUDGET_DE_DEPENSES", self.without_credits, "BUDGET_INVESTISSEMENT")
        money = (*parts, "CREDITS_TOTAUX")
        head = ("PORTEFEUILLE", "PROGRAMME", "ELEMENT", self.supercategory, "TYPE_DE_CREDITS")
        return (*head, *(f"{name}{end}" for name in money))


YEARS = (
    Year(2021, supercategory="SUPER_CATEGORIE", without_credits="DEPENSES_SANS_CREDIT"),
    Year(2024, mark=True),
    Year(2025),
    Year(2026),
)


def render_budget(facts: dict, year: Year) -> bytes:
    """Write one year's invented budget in the publisher's form, in dollars."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(year.header)
    writer.writerows(_rows(facts, year))
    return ((MARK if year.mark else "") + out.getvalue()).encode()


def amounts(supercategory: str, dollars: int) -> tuple[int, ...]:
    """Return spending, spending without appropriations, investment, and their sum."""
    if supercategory in INVESTMENTS:
        parts = (0, 0, dollars)
    elif supercategory == AMORTIZATION:
        parts = (0, -dollars, 0)
    elif supercategory in WITHOUT_CREDITS:
        parts = (dollars, -dollars, 0)
    else:
        parts = (dollars, 0, 0)
    return (*parts, sum(parts))


def _rows(facts: dict, year: Year) -> Iterator[tuple[str | int, ...]]:
    numbers = {p["nom"]: 10 * (rank + 1) for rank, p in enumerate(facts["portefeuilles"])}
    for key, thousands in _lines(facts).items():
        portfolio, programme, element, supercategory, credits = key
        code = f"{numbers[portfolio]:04}.{programme[0]}"
        dollars = _invented("/".join(map(str, (SEED, year.first, key))), year, thousands)
        yield (
            _complete(portfolio),
            f"{code} {programme[1]}",
            f"{code}.{element[0]} {element[1]}",
            SUPERCATEGORIES[supercategory],
            credits,
            *amounts(supercategory, dollars),
        )


Key = tuple[str, tuple[str, str], tuple[str, str], str, str]


def _lines(facts: dict) -> dict[Key, int]:
    """Return the size (thousands, never negative) of each line of the structure, in order."""
    sizes: dict[Key, int] = defaultdict(int)
    for row in general_rows(facts):
        sizes[_key(row)] += abs(row.thousands)
    return sizes


def _key(row: GeneralRow) -> Key:
    programme, element = (row.programme, row.programme_name), (row.element, row.element_name)
    credits = "Permanents" if row.credits == "P" else "Votés"
    return row.portfolio, programme, element, row.supercategory, credits


def _invented(seed: str, year: Year, thousands: int) -> int:
    """Draw an amount: the same seed always gives the same, whatever the other lines."""
    drawn = random.Random(seed)  # noqa: S311 - a sample, not a secret
    trend = GROWTH ** (year.first - FIRST_YEAR)
    return round(thousands * drawn.uniform(0.55, 1.25) * trend + drawn.randint(1, 900)) * 1000


def _complete(portfolio: str) -> str:
    """Return the portfolio's whole name: the budget doesn't cut it as the public accounts do."""
    cut = "Environnement, Lutte contre les changements climatiques, Faune"
    return f"{cut} et Parcs" if portfolio.strip() == cut else portfolio
