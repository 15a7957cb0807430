"""Public accounts, volume 2: facts of the two tables and the files as the publisher writes them.

Amounts are kept in thousands of dollars, as the publisher rounds them.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

YEAR = "2024-2025"
DELIMITER = ";"
KINDS = {"D": "Dépenses", "I": "Investissements"}
SUPERCATEGORIES = {
    "1": "Rémunération",
    "2": "Fonctionnement",
    "3": "Immobilisations autres qu'en ressources informationnelles",
    "M": "Immobilisations en ressources informationnelles",
    "4": "Service de la dette",
    "5": "Transferts",
    "6": "Prêts, placements, avances et autres coûts",
    "F": "Affectation à un fonds spécial",
    "P": "Créances douteuses et autres provisions",
    "-": "",
}
CREDITS = {"A": "Annuels", "P": "Permanents", "N": "Ne nécessitant pas de crédits"}
GENERAL_HEADER = (
    "Portefeuille", "Programme", "Nom_programme", "Element", "Nom_element", "Repartition",
    "Supercategorie", "Type_de_credits", "Montant",
)  # fmt: skip
SECTIONS = {"R": "Revenus", "D": "Dépenses", "S": "Surplus (déficit)", "I": "Investissements"}
SPECIAL_HEADER = ("Nom_portefeuille", "Fonds_speciaux", "REGRP_Sommaire", "REGRP_Nom", "Montant")
BLANK_ROWS = 32


class GeneralRow(NamedTuple):
    """One published amount of the general fund; codes are those of the tables above."""

    portfolio: str
    programme: str
    programme_name: str
    element: str
    element_name: str
    kind: str
    supercategory: str
    credits: str
    thousands: int


@dataclass(frozen=True)
class SpecialRow:
    """One published amount of a special fund."""

    portfolio: str
    fund: str
    section: str
    item: str
    thousands: int


def read_amount(text: str) -> int:
    """Return the thousands of « -5 682 000 »; raises ValueError for an amount that isn't whole."""
    dollars = int(text.replace(" ", ""))
    if dollars % 1000:
        raise ValueError(text)
    return dollars // 1000


def write_amount(thousands: int) -> str:
    """Write dollars as the publisher does: « 893 427 000 », « -5 682 000 », « 0 »."""
    return f"{thousands * 1000:,}".replace(",", " ")


def compile_general(text: str) -> dict:
    """Return the facts of the general fund's file, as nested lists ready for JSON."""
    rows = [_general_row(record) for record in _records(text)]
    return {
        "exercice": YEAR,
        "portefeuilles": [
            {"nom": name, "programmes": _programmes(list(group))}
            for name, group in groupby(rows, key=itemgetter(0))
        ],
    }


def general_rows(facts: dict) -> Iterator[GeneralRow]:
    """Yield the rows that the facts hold, in the file's order."""
    for portfolio in facts["portefeuilles"]:
        for programme in portfolio["programmes"]:
            for code, name, amounts in programme["elements"]:
                for entry in amounts.split(", "):
                    (kind, supercategory, credits), thousands = entry.split(" ")
                    yield GeneralRow(
                        portfolio["nom"], programme["numero"], programme["nom"], code, name,
                        kind, supercategory, credits, int(thousands),
                    )  # fmt: skip


def render_general(facts: dict) -> bytes:
    """Write the file of the general fund in the publisher's form."""
    rows = (
        (
            *row[:5], KINDS[row.kind], SUPERCATEGORIES[row.supercategory], CREDITS[row.credits],
            write_amount(row.thousands),
        )
        for row in general_rows(facts)
    )  # fmt: skip
    return _written(GENERAL_HEADER, rows)


def compile_special(text: str) -> dict:
    """Return the facts of the special funds' file; labels keep their trailing spaces."""
    rows = [
        SpecialRow(portfolio, fund, _code(SECTIONS, section), item, read_amount(amount))
        for portfolio, fund, section, item, amount in _records(text)
        if portfolio
    ]
    items = sorted({row.item for row in rows})
    funds = groupby(rows, key=lambda row: (row.portfolio, row.fund))
    return {
        "exercice": YEAR,
        "postes": items,
        "fonds": [
            [portfolio, fund, _entries((_item_key(row, items), row.thousands) for row in group)]
            for (portfolio, fund), group in funds
        ],
    }


def special_rows(facts: dict) -> Iterator[SpecialRow]:
    """Yield the rows that the facts hold, in the file's order."""
    for portfolio, fund, amounts in facts["fonds"]:
        for entry in amounts.split(", "):
            key, thousands = entry.split(" ")
            item = facts["postes"][int(key[1:])]
            yield SpecialRow(portfolio, fund, key[0], item, int(thousands))


def render_special(facts: dict) -> bytes:
    """Write the file of the special funds in the publisher's form: it ends with 32 empty rows."""
    rows = (
        (row.portfolio, row.fund, SECTIONS[row.section], row.item, write_amount(row.thousands))
        for row in special_rows(facts)
    )
    blank = (DELIMITER * (len(SPECIAL_HEADER) - 1) + "\n").encode()
    return _written(SPECIAL_HEADER, rows) + blank * BLANK_ROWS


def _general_row(record: list[str]) -> GeneralRow:
    portfolio, programme, programme_name, element, element_name, *amount = record
    kind, supercategory, credits, dollars = amount
    return GeneralRow(
        portfolio,
        programme,
        programme_name,
        element,
        element_name,
        _code(KINDS, kind),
        _code(SUPERCATEGORIES, supercategory),
        _code(CREDITS, credits),
        read_amount(dollars),
    )


def _programmes(rows: list[GeneralRow]) -> list[dict]:
    return [
        {"numero": number, "nom": name, "elements": _elements(list(group))}
        for (number, name), group in groupby(rows, key=itemgetter(1, 2))
    ]


def _elements(rows: list[GeneralRow]) -> list[list[str]]:
    return [
        [code, name, _entries(("".join(row[5:8]), row.thousands) for row in group)]
        for (code, name), group in groupby(rows, key=itemgetter(3, 4))
    ]


def _item_key(row: SpecialRow, items: list[str]) -> str:
    return f"{row.section}{items.index(row.item)}"


def _entries(amounts: Iterable[tuple[str, int]]) -> str:
    """Write codes and thousands on one line: « D1P 3368, D2P 560 »."""
    return ", ".join(f"{code} {thousands}" for code, thousands in amounts)


def _code(table: dict[str, str], label: str) -> str:
    return next(code for code, known in table.items() if known == label)


def _records(text: str) -> Iterator[list[str]]:
    records = csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITER)
    next(records)
    return records


def _written(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=DELIMITER, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()
