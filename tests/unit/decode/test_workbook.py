"""Sheets: which one is read, where its headings are, what its cells show, how far it may spread."""

from contextlib import suppress
from pathlib import Path

import pytest

from pipelines.decode import decode
from pipelines.messages import Refusal
from pipelines.sources import Decoding
from tests.unit.decode.opened import extra, facts, notices, opened, rows, zipped
from tests.unit.decode.workbooks import ods, ods_row, ods_text, sheet, xlsx
from tests.unit.tables import refusal_of

TABLE = sheet([["no", "nom"], [1, "Pont"], [2, "École"]])
XLS = Path(__file__).parents[2] / "data" / "feuille.xls"
BLANK = '<table:table-cell table:number-columns-repeated="16384"/>'


def cells(values: list, folder: Path) -> list[str]:
    """Return what the cells of one row become."""
    _, found = facts(xlsx({"S": sheet([[f"t{i}" for i in range(len(values))], values])}), folder)
    return list(found[0][1:])


def refused(content: bytes, folder: Path, options: Decoding | None = None) -> Refusal:
    """Return the refusal of a file of this content."""
    with pytest.raises(Refusal) as stop:
        facts(content, folder, options)
    return stop.value


def test_numbers_read_as_a_person_sees_them(tmp_path: Path) -> None:
    values = [1.0, -0.0, 1234567890, 0.30000000000000004, 20.0146588011766, 1e-7, 1e22, 12.5]
    assert cells(values, tmp_path) == [
        "1", "0", "1234567890", "0.3", "20.0146588011766", "0.0000001",
        "10000000000000000000000", "12.5",
    ]  # fmt: skip


def test_dates_hours_and_lengths_of_time_are_iso(tmp_path: Path) -> None:
    values = [(1, 45000), (2, 45000.5), (2, 45000.4166666667), (3, 0.33333333333), (4, 1.5)]
    assert cells(values, tmp_path) == [
        "2023-03-15", "2023-03-15T12:00:00", "2023-03-15T10:00:00", "08:00:00", "36:00:00",
    ]  # fmt: skip


def test_booleans_texts_and_errors_are_what_they_show(tmp_path: Path) -> None:
    values = [True, False, " 01 ", "#N/A", "#DIV/0!", "a & b", "x\ny"]
    assert cells(values, tmp_path) == [
        "true", "false", " 01 ", "#N/A", "#DIV/0!", "a & b", "x\ny",
    ]  # fmt: skip


def test_an_error_behind_a_formula_is_shown_too(tmp_path: Path) -> None:
    row = '<row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B2"><v>1</v></c></row>'
    content = xlsx({"S": sheet([["a", "b"]]) + row})
    assert facts(content, tmp_path)[1] == [(2, "#DIV/0!", "1")]


def test_rows_keep_the_number_that_the_sheet_shows(tmp_path: Path) -> None:
    content = xlsx({"S": sheet([["a", "b"], [1, 2], [], [3, 4]], first=4, column=2)})
    table = opened(content, tmp_path)
    assert (table.labels, table.header_row) == (("a", "b"), 4)
    assert rows(table) == [(5, "1", "2"), (6, "", ""), (7, "3", "4")]


def test_a_title_above_the_table_and_empty_columns_before_it_are_passed_over(
    tmp_path: Path,
) -> None:
    above = sheet([["Liste des projets"], ["1er mars 2024"]])
    below = sheet([["no", "nom", "coût"], [1, "Pont", 5], [2, "École", 6]], first=4, column=1)
    table = opened(xlsx({"S": above + below}), tmp_path)
    assert (table.labels, table.header_row) == (("no", "nom", "coût"), 4)
    assert rows(table)[0] == (5, "1", "Pont", "5")
    assert notices(table) == ["decode-extension", "decode-preamble"]


def test_cells_beyond_the_last_heading_are_kept_apart(tmp_path: Path) -> None:
    table = opened(xlsx({"S": sheet([["a"], [1, None, "x"], [2]])}), tmp_path)
    assert (rows(table), extra(table)) == ([(2, "1"), (3, "2")], [(2, 2, "x")])


def test_the_largest_table_that_can_be_seen_is_read_and_the_others_named(tmp_path: Path) -> None:
    long = sheet([["code", "libellé", "sens"], *([["a", "b", "c"]] * 40)])
    sheets = {
        "Accueil": sheet([["Bienvenue"]] * 30),
        "Données": TABLE,
        "Dictionnaire": long,
        "Listes": long,
        "Brouillon": long,
        "Vide": "",
    }
    table = opened(xlsx(sheets, hidden=["Brouillon"]), tmp_path, name="f.xlsx")
    assert (table.form.sheet, table.form.sheets) == ("Données", tuple(sheets))
    assert notices(table) == ["decode-sheet"]


def test_a_sheet_named_for_something_else_is_read_when_there_is_no_other(tmp_path: Path) -> None:
    assert opened(xlsx({"Codes": TABLE}), tmp_path).form.sheet == "Codes"


def test_the_sheet_that_is_asked_for_is_read(tmp_path: Path) -> None:
    content = xlsx({"A": TABLE, "B": sheet([["x"], [1]])})
    table = opened(content, tmp_path, Decoding(sheet=" b "), name="f.xlsx")
    assert (table.form.sheet, table.labels, notices(table)) == ("B", ("x",), [])
    refusal_of("decode-sheet-unknown", refused(content, tmp_path, Decoding(sheet="C")), "A, B")


def test_empty_workbooks_are_refused(tmp_path: Path) -> None:
    assert refused(xlsx({"S": ""}), tmp_path).code == "decode-empty"


def test_a_ghost_range_of_formats_is_no_row(tmp_path: Path) -> None:
    ghosts = "".join(f'<row r="{i}"><c r="XFD{i}" s="1"/></row>' for i in (9, 1_048_576))
    assert rows(opened(xlsx({"S": TABLE + ghosts}), tmp_path))[-1] == (3, "2", "École")


def test_empty_results_of_formulas_below_the_table_are_no_rows(tmp_path: Path) -> None:
    ghosts = "".join(
        f'<row r="{i}"><c r="A{i}" t="str"><f>x</f><v></v></c></row>' for i in range(4, 40_000)
    )
    assert len(rows(opened(xlsx({"S": TABLE + ghosts}), tmp_path))) == 2


@pytest.mark.parametrize(
    "far",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c s="1" r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="9"><c r="ZZZZZZZZZ99999999999"><v>1</v></c></row>',
    ],
)
def test_a_value_far_from_the_others_is_refused_before_room_is_made(
    far: str, tmp_path: Path
) -> None:
    refusal_of("decode-sheet-large", refused(xlsx({"S": TABLE + far}), tmp_path), "Ctrl+Fin")


def test_a_sheet_without_references_is_read(tmp_path: Path) -> None:
    row = "<row><c><v>1</v></c><c><v>2</v></c></row>"
    assert facts(xlsx({"S": row * 2}), tmp_path) == (["1", "2"], [(2, "1", "2")])


@pytest.mark.parametrize(
    "content",
    [
        xlsx({"S": TABLE})[:-100],
        xlsx({"S": '<row r="1"><c r="A1" t="s"><v>99</v></c></row>'}),
        xlsx({"S": '<row r="1"><c r="A1"><v>1'}),
        zipped({"xl/workbook.xml": "<workbook"}),
        zipped({"xl/workbook.xml": "", "xl/_rels/workbook.xml.rels": ""}),
        zipped({"xl/workbook.bin": "x"}),
        zipped({"content.xml": "x", "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
    ],
)
def test_a_damaged_workbook_is_refused(content: bytes, tmp_path: Path) -> None:
    refusal_of("decode-workbook", refused(content, tmp_path), "Enregistrez".lower(), "CSV UTF-8")


def test_an_ods_is_read_with_its_ghost_rows_its_dates_and_its_errors(tmp_path: Path) -> None:
    dated = '<table:table-cell office:value-type="date" office:date-value="2024-02-03"/>'
    error = (
        '<table:table-cell office:value-type="string" office:string-value=""'
        ' calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    )
    content = ods(
        ods_row([ods_text("a"), ods_text("b"), ods_text("c")])
        + ods_row([ods_text("x"), dated, error, BLANK])
        + ods_row([BLANK], repeat=1_048_570)
    )
    table = opened(content, tmp_path, name="f.xls")
    assert table.labels == ("a", "b", "c")
    assert rows(table) == [(2, "x", "2024-02-03", "#N/A")]
    assert (table.form.container, notices(table)) == ("ods", ["decode-extension"])


@pytest.mark.parametrize(
    "bomb",
    [
        ods_row([ods_text("x", repeat=16_384)], repeat=1_048_576),
        ods_row([ods_text("x")])
        + ods_row([BLANK], repeat=999_999_999)
        + ods_row([ods_text("x", repeat=100)]),
    ],
)
def test_an_ods_that_repeats_without_end_is_refused(bomb: str, tmp_path: Path) -> None:
    assert refused(ods(bomb), tmp_path).code == "decode-sheet-large"


def test_an_xls_is_read(tmp_path: Path) -> None:
    table = opened(XLS.read_bytes(), tmp_path, name="f.xls")
    assert (table.form.container, table.form.sheet, table.labels) == (
        "xls",
        "Données",
        ("no", "nom", "date"),
    )
    assert rows(table) == [(2, "1", "Pont", "2024-02-03"), (3, "2.5", "École", "")]


def test_a_workbook_is_decoded_like_any_file(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    path.write_bytes(xlsx({"S": TABLE}))
    table = decode(path)
    assert (table.labels, table.frame.rows()) == (
        ["no", "nom"],
        [("1", "Pont", 2), ("2", "École", 3)],
    )


def test_rows_and_cells_without_references_are_bounded_too(tmp_path: Path) -> None:
    rows_only = "<row/>" * 100_000
    wide = f"<row>{'<c><v>1</v></c>' * 1000}</row>"
    assert refused(xlsx({"S": rows_only + wide}), tmp_path).code == "decode-sheet-large"


def test_an_xls_that_is_cut_is_refused(tmp_path: Path) -> None:
    assert refused(XLS.read_bytes()[:3000], tmp_path).code == "decode-workbook"
    assert refused(XLS.read_bytes()[:1024], tmp_path).code == "decode-workbook"


def test_a_cell_beyond_the_last_column_of_an_xls_is_refused_before_room_is_made(
    tmp_path: Path,
) -> None:
    content = bytearray(XLS.read_bytes())
    label = content.index(bytes.fromhex("fd000a00"))  # a cell of text: row and column come next
    content[label + 6 : label + 8] = (60_000).to_bytes(2, "little")
    assert refused(bytes(content), tmp_path).code == "decode-workbook"


def test_a_tag_longer_than_any_spreadsheet_writes_is_refused(tmp_path: Path) -> None:
    far = f'<row r="9"><c x="{"a" * (9 << 20)}" r="XFD1048576"><v>1</v></c></row>'
    assert refused(xlsx({"S": TABLE + far}), tmp_path).code == "decode-workbook"


@pytest.mark.parametrize(
    "content",
    [
        xlsx({"S": TABLE + '<row r="9">' + "<c" * 400_000}),
        ods("<table:table-row" * 100_000),
        b"titre\n" + b"1" + b" " * 400_000 + b"x\n",
        "é".encode("cp1252") + b"\n" + b"a" * 400_000 + b"\n",
    ],
)
def test_what_would_make_a_rule_read_again_and_again_is_read_once(
    content: bytes, tmp_path: Path
) -> None:
    with suppress(Refusal):  # it took minutes, and would again
        facts(content, tmp_path)
