"""Other forms that the ministries' files have had, made from the embedded facts.

They are those of real publications: the dashboard's of 18 January, 9 October, 1 November and
4 December 2024 (18 columns, coordinates, other labels, lines wrapped by Excel), and the public
accounts of before 2024-2025 (UTF-16, commas, numbered portfolios, no type of appropriations).
"""

import csv
import io
import re

from embedded.samples.facts import GENERAL, INFRASTRUCTURE, SPECIAL, read_facts
from embedded.samples.infrastructure import render_publication
from embedded.samples.spending import render_general, render_special

Table = list[list[str]]
NOVEMBER_2024 = {
    "no_projet": "#_de_projet",
    "nom_projet": "Nom_du_projet",
    "description": "Description",
    "cout_total": "Cout_total",
    "contribution_quebec": "Contribution_du_Quebec",
    "contribution_partenaires": "Contribution_des_partenaires",
    "date_fin_mise_en_service": "Date_de_mise_en service",
    "etat_avancement": "Etat_d’avancement",
    "suivi_modifications": "Suivi_des_modifications",
    "ministre": "Ministre",
    "organisme": "Organisme",
    "gestionnaire": "Gestionnaire",
    "secteur_activite": "Secteur_d_activite",
    "region": "Region",
    "nom_infrastructure": "Nom_de_l_infrastructure",
    "localisation": "Localisation",
    "nature_travaux": "Nature_des_travaux",
}
EXCEL_WIDTH = 9
PORTFOLIO_NUMBERS = "Numero_portefeuille"


def infrastructure_variants() -> dict[str, bytes]:
    """Return publication → file, for each form that the captured files don't have."""
    table = dashboard("2024-07-08")
    return {
        "2024-01-18": written(with_column(table, "mission", "Transports", before="region")),
        "2024-10-09": written(_with_coordinates(table)),
        "2024-11-01": written(relabelled(table, NOVEMBER_2024)),
        "2024-11-02": lost_characters(written(relabelled(table, NOVEMBER_2024))),
        "2024-12-04": wrapped_by_excel(captured("2025-06-10")),
    }


def accounts_variants() -> dict[str, bytes]:
    """Return source name → file in the form of before 2024-2025: UTF-16, commas, other columns."""
    general = relabelled(general_fund(), {"Portefeuille": "Nom_portefeuille"})
    general = aggregated(without_column(general, "Type_de_credits"))
    special = without_blank_rows(read(render_special(read_facts(SPECIAL)), ";"))
    return {
        "comptes-publics-fonds-general": utf_16(numbered(general, "Nom_portefeuille")),
        "comptes-publics-fonds-speciaux": utf_16(numbered(special, "Nom_portefeuille")),
    }


def dashboard(publication: str) -> Table:
    """Return the rows of a captured publication of the dashboard, header first."""
    return read(captured(publication), ",")


def captured(publication: str) -> bytes:
    """Return a captured publication of the dashboard as its publisher wrote it."""
    return render_publication(read_facts(INFRASTRUCTURE)[publication])


def general_fund() -> Table:
    """Return the rows of the general fund as published, header first."""
    return read(render_general(read_facts(GENERAL)), ";")


def lost_characters(content: bytes) -> bytes:
    """Lose what Latin-1 lacks: « Etat_d’avancement » becomes « Etat_d?avancement »."""
    return content.decode().encode("latin-1", errors="replace")


def wrapped_by_excel(content: bytes) -> bytes:
    """Open a comma file in a French Excel and save it.

    Each line becomes one cell (two where the text has a `;`), padded with `;` to nine; the quotes
    around the line's first value are lost, the others are doubled.
    """
    lines = (re.sub(r'^"([^"]*)"', r"\1", line) for line in content.decode().splitlines())
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for cells in (line.split(";") for line in lines):
        writer.writerow([*cells, *[""] * (EXCEL_WIDTH - len(cells))])
    return out.getvalue().encode()


def utf_16(table: Table) -> bytes:
    """Write commas, CRLF and UTF-16 with a byte order mark."""
    return written(table, end="\r\n").decode().encode("utf-16")


def read(content: bytes, delimiter: str) -> Table:
    """Read a file into rows, header first."""
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=delimiter))


def written(table: Table, delimiter: str = ",", end: str = "\n") -> bytes:
    """Write rows in UTF-8."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(table)
    return out.getvalue().encode()


def relabelled(table: Table, labels: dict[str, str]) -> Table:
    """Give columns other labels."""
    return [[labels.get(label, label) for label in table[0]], *table[1:]]


def with_column(table: Table, label: str, value: str, before: str) -> Table:
    """Insert a column of one value before another."""
    at = table[0].index(before)
    return [[*row[:at], label if rank == 0 else value, *row[at:]] for rank, row in enumerate(table)]


def without_column(table: Table, label: str) -> Table:
    """Remove a column."""
    at = table[0].index(label)
    return [[*row[:at], *row[at + 1 :]] for row in table]


def without_blank_rows(table: Table) -> Table:
    """Remove the rows that have no cell filled."""
    return [row for row in table if any(row)]


def numbered(table: Table, label: str) -> Table:
    """Number the portfolios, in their order, in a first column."""
    at = table[0].index(label)
    names = list(dict.fromkeys(row[at] for row in table[1:]))
    rows = ([f"{names.index(row[at]) + 1:02}", *row] for row in table[1:])
    return [[PORTFOLIO_NUMBERS, *table[0]], *rows]


def aggregated(table: Table) -> Table:
    """Add up the amounts (last column) of the rows that are otherwise the same."""
    totals: dict[tuple[str, ...], int] = {}
    for *key, amount in table[1:]:
        totals[tuple(key)] = totals.get(tuple(key), 0) + int(amount.replace(" ", ""))
    return [table[0], *([*key, str(total)] for key, total in totals.items())]


def _with_coordinates(table: Table) -> Table:
    located = with_column(table, "latitude", "46.8139", before="nature_travaux")
    return with_column(located, "longitude", "-71.2080", before="nature_travaux")
