"""Dashboard of the infrastructure projects: facts of ten publications, files in the forms they had.

The publisher's descriptions and follow-up texts are not kept: only their shape is (how many lines,
which are blank, whether cut), and a sentence of ours stands in each.
"""

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass

PROSE = {"description": "Description", "suivi_modifications": "Suivi des modifications"}
MONEY = ("cout_total", "contribution_quebec", "contribution_partenaires")
LINE, BLANK, CUT = "t", ".", "…"
CUT_LENGTH = 255
EXCEL_RETURN = "_x000D_"


@dataclass(frozen=True)
class Form:
    """Say how one publication writes its cells.

    `quoted`: columns always between quotes (none: only when needed); `excel_returns`: texts carry
    `_x000D_`; `cut`: follow-up texts end at 255 characters, their ends of line counting two.
    """

    quoted: frozenset[str] = frozenset()
    header_quoted: bool = False
    excel_returns: bool = False
    cut: bool = False


def compile_publication(text: str) -> dict:
    """Return the columns, form and projects of one publication, prose reduced to its shape."""
    records = list(csv.reader(io.StringIO(text, newline="")))
    columns, projects = records[0], records[1:]
    cut = _is_cut(columns, projects)
    return {
        "forme": {
            "entete_entre_guillemets": text.startswith('"'),
            "entre_guillemets": _quoted(text, columns, projects),
            "retours_excel": EXCEL_RETURN in text,
            "suivi_coupe": cut,
        },
        "colonnes": columns,
        "projets": [_facts(columns, project, cut) for project in projects],
    }


def render_publication(facts: dict) -> bytes:
    """Write one publication in its own form."""
    form = read_form(facts["forme"])
    columns = facts["colonnes"]
    header = _line(columns, columns if form.header_quoted else (), columns)
    lines = (
        _line(_cells(columns, project, form), form.quoted, columns) for project in facts["projets"]
    )
    return "".join([header, *lines]).encode()


def read_form(card: dict) -> Form:
    """Return the form that the facts of a publication describe."""
    return Form(
        quoted=frozenset(card["entre_guillemets"]),
        header_quoted=card["entete_entre_guillemets"],
        excel_returns=card["retours_excel"],
        cut=card["suivi_coupe"],
    )


def shape(text: str) -> str:
    """Return the shape of a text: « t » a line of words, « . » a blank one."""
    if not text:
        return ""
    return "".join(LINE if line.strip() else BLANK for line in text.split("\n"))


def words(column: str, form: str, excel_returns: bool = False) -> str:
    """Write a text of ours in the shape of the publisher's."""
    sentence = f"{PROSE[column]}\u00a0: texte du tableau de bord, non reproduit dans l'échantillon."
    lines = [
        "" if mark == BLANK else sentence if number == 1 else f"Ligne {number}, non reproduite."
        for number, mark in enumerate(form.removesuffix(CUT), start=1)
    ]
    if form.endswith(CUT):
        return _cut([*lines[:-1], " ".join([sentence] * 4)])
    return (f"{EXCEL_RETURN}\n" if excel_returns else "\n").join(lines)


def _cut(lines: list[str]) -> str:
    """Cut a text at 255 characters, an end of line counting two as in the original."""
    return "\n".join(lines)[: CUT_LENGTH - (len(lines) - 1)]


def _facts(columns: list[str], project: list[str], cut: bool) -> list[str]:
    cells = []
    for column, cell in zip(columns, project, strict=True):
        kept = shape(cell.replace(EXCEL_RETURN, "")) if column in PROSE else cell
        ends_cut = cut and column == "suivi_modifications" and _reaches_cut(cell)
        cells.append(kept + CUT if ends_cut else kept)
    return cells


def _cells(columns: list[str], project: list[str], form: Form) -> list[str]:
    return [
        words(column, cell, form.excel_returns) if column in PROSE else cell
        for column, cell in zip(columns, project, strict=True)
    ]


def _is_cut(columns: list[str], projects: list[list[str]]) -> bool:
    """Tell whether several follow-up texts reach 255 characters and none goes beyond."""
    position = columns.index("suivi_modifications")
    lengths = [_length(project[position]) for project in projects]
    return max(lengths) == CUT_LENGTH and lengths.count(CUT_LENGTH) > 1


def _reaches_cut(cell: str) -> bool:
    return _length(cell) == CUT_LENGTH


def _length(cell: str) -> int:
    return len(cell.replace("\n", "\r\n"))


def _quoted(text: str, columns: list[str], projects: list[list[str]]) -> list[str]:
    """Return the columns whose cells the publisher always puts between quotes."""
    if not text.startswith('"'):
        return []
    dates = [name for name in columns if name.startswith("date_")]
    cells = [project[columns.index(name)] for name in dates for project in projects]
    bare = MONEY if any(f'"{cell}"' in text for cell in cells if cell) else (*MONEY, *dates)
    return [name for name in columns if name not in bare]


def _line(cells: list[str], quoted: Collection[str], columns: list[str]) -> str:
    """Write one record; an empty cell stays bare even in a quoted column."""
    pairs = zip(cells, columns, strict=True)
    return ",".join(_cell(cell, name in quoted) for cell, name in pairs) + "\n"


def _cell(cell: str, always: bool) -> str:
    needs = any(mark in cell for mark in ',"\n')
    return '"' + cell.replace('"', '""') + '"' if needs or (always and cell) else cell
