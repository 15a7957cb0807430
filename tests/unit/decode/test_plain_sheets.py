"""A sheet that is read the plain way gives the cells that calamine gives; others aren't plain."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from pipelines.decode.archive import opened
from pipelines.decode.extents import measure_sheet
from pipelines.decode.grid import Grid
from pipelines.decode.ranges import RangeGrid
from pipelines.decode.sheet import Sheet, read_batches
from pipelines.decode.xlsx import strings
from pipelines.decode.xlsx.cells import CellReader
from pipelines.decode.xlsx.doubt import NotPlainError
from pipelines.decode.xlsx.grid import PlainGrid, read_grid
from pipelines.decode.xlsx.parts import workbook_parts
from pipelines.decode.xlsx.strings import read_strings
from pipelines.decode.xlsx.styles import read_styles
from pipelines.messages import Refusal
from tests.unit.decode.opened import zipped
from tests.unit.decode.workbooks import MAIN, sheet, xlsx

FORMATS = [
    "General", "0", "0.00", "#,##0.00 $", '_ * #,##0.00_)\\ "$"_ ;_ * (#,##0.00)', "0%", "0.00E+00",
    "@", "[Red]0.0", "# ?/?", "00000", "yyyy-mm-dd", "yyyy\\-mm\\-dd;@", "d mmmm yyyy", "h:mm",
    "[$-F800]dddd\\, mmmm dd\\, yyyy", "yyyy-mm-dd hh:mm:ss", "[h]:mm:ss", "mm:ss.0", "h:mm AM/PM",
    '"jour" d', '0 "jours"', "[Blue]General", "mmm-yy", "dd/mm/yyyy hh:mm",
]  # fmt: skip
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
    | st.sampled_from("&<>\"'\n\t_x0D")
)
VALUES = (
    TEXTS
    | st.sampled_from(["_x000D_", "a_x0041_b", "x\r\ny", "&amp;", "&#233;", "]]>", " />", '<c r="'])
    | st.booleans()
    | st.none()
    | st.integers(-(10**16), 10**16)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.floats(1, 60_000).map(lambda days: round(days * 86_400) / 86_400)
    | st.integers(0, 80_000)
)  # fmt: skip
TABLES = st.lists(st.lists(VALUES, max_size=6), min_size=1, max_size=8)

MOMENT = datetime(2024, 2, 3, 4, 5, 6, tzinfo=UTC).replace(tzinfo=None)


def plain(path: Path, name: str) -> PlainGrid:
    """Return the sheet read the plain way."""
    with opened(path) as archive:
        reader = CellReader(read_strings(archive), read_styles(archive))
        return read_grid(archive, workbook_parts(archive).sheets[name], name, reader)


def slow(path: Path, name: str) -> RangeGrid:
    """Return the sheet as calamine reads it."""
    with opened(path) as archive:
        errors = measure_sheet(archive, workbook_parts(archive).sheets[name])
    return RangeGrid(CalamineWorkbook.from_path(path).get_sheet_by_name(name), errors)


def found(grid: Grid) -> tuple | str:
    """Return the headings, rows and other cells of a sheet's table."""
    table = Sheet(grid)
    try:
        batches = list(read_batches(table))
    except Refusal as refusal:
        return refusal.code
    rows = [row for batch in batches for row in batch.frame.rows()]
    extra = [cell for batch in batches for cell in batch.extra.rows()]
    return table.labels, table.header, rows, extra


def written(rows: list[list], styles: list[str]) -> bytes:
    """Return a workbook by XlsxWriter, each column with its format."""
    content = BytesIO()
    with Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        page = book.add_worksheet("S")
        formats = [book.add_format({"num_format": style}) for style in styles]
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                page.write(i, j, value, formats[j])
    return content.getvalue()


def names(path: Path) -> list[str]:
    """Return the names of a workbook's sheets."""
    with opened(path) as archive:
        return list(workbook_parts(archive).sheets)


@given(rows=TABLES, styles=st.lists(st.sampled_from(FORMATS), min_size=6, max_size=6))
def test_whatever_is_written_both_readers_give_the_same(
    rows: list[list], styles: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("x") / "f.xlsx"
    path.write_bytes(written([["a", "b", "c", "d", "e", "f"], *rows], styles))
    try:
        read = plain(path, "S")
    except NotPlainError:
        return
    assert found(read) == found(slow(path, "S"))


@pytest.mark.parametrize("style", FORMATS)
def test_a_number_is_shown_as_calamine_shows_it_in_any_format(style: str, tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    values = [61, 100, 45_000, 45_000.25, 45_000.4166666667, 60_000.999999, 2_958_465]
    path.write_bytes(written([["a"], *[[value] for value in values]], [style]))
    try:
        assert found(plain(path, "S")) == found(slow(path, "S"))
    except NotPlainError:
        assert "[h]" in style or "b" in style


@pytest.mark.parametrize("value", [0, 0.3, 1, 60, 2_958_466, -1])
def test_a_moment_that_is_no_day_of_a_calendar_goes_to_calamine(
    value: float, tmp_path: Path
) -> None:
    path = tmp_path / "f.xlsx"
    path.write_bytes(written([["a"], [value]], ["yyyy-mm-dd"]))
    with pytest.raises(NotPlainError):
        plain(path, "S")


DATA = Path(os.environ.get("DATA") or Path(__file__).parents[4] / "shared" / "data")
REAL = sorted(DATA.glob("*/*.xlsx"))


@pytest.mark.parametrize("path", REAL, ids=[path.name for path in REAL])
def test_real_workbooks_are_plain_and_both_readers_give_the_same(path: Path) -> None:
    for name in names(path):
        assert found(plain(path, name)) == found(slow(path, name)), name


def test_a_workbook_of_openpyxl_is_plain(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["texte", "nombre", "jour", "moment", "vrai", "formule", "erreur"])
    page.append([" é & <b> ", 1.5, date(2024, 2, 3), MOMENT, True, "=1+1", "#N/A"])
    path = tmp_path / "f.xlsx"
    book.save(path)
    _, _, rows, _ = found(plain(path, "Sheet"))
    assert rows == [
        (2, " é & <b> ", "1.5", "2024-02-03", "2024-02-03T04:05:06", "true", "", "#N/A")
    ]


def test_runs_of_formatted_text_are_joined_without_how_they_are_said(tmp_path: Path) -> None:
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet("S")
        page.write_rich_string(0, 0, "a & ", book.add_format({"bold": True}), "b", " c")
        page.write(1, 0, "x")
    path = tmp_path / "f.xlsx"
    path.write_bytes(content.getvalue())
    assert found(plain(path, "S")) == found(slow(path, "S"))
    assert Sheet(plain(path, "S")).labels == ("a & b c",)


TITLES = sheet([["a", "b"]])


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c t="str" r="A2"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c><!-- --></row>',
        "<row r='2'><c r='A2'><v>1</v></c></row>",
        '<row r="2"><c r="A2" t="str"><v><![CDATA[x]]></v></c></row>',
        '<row r="2"><c r="A2" vm="1"><v>1</v></c></row>',
        '<row r="2"><c r="A2" t="d"><v>2024-01-01</v></c></row>',
        '<row r="2"><c r="A2" t="s"><v>7</v></c></row>',
        '<row r="2"><c r="A2" t="b"><v>2</v></c></row>',
        '<row r="2"><c r="A2"><v>douze</v></c></row>',
        '<row r="2"><c r="A2"><v>1_000</v></c></row>',
        '<row r="2"><c r="A2" s="99"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><is><t>1</t></is></c></row>',
        '<row r="2"><c r="A2" t="str"><v>&nom;</v></c></row>',
        '<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>',
        '<row r="2"><c r="A9999999"><v>1</v></c></row>',
        '<row r="2"><c r="XFE2"><v>1</v></c></row>',
        '<row r="2"><c r="A0"><v>1</v></c></row>',
        "<row><c><v>1</v></c></row>",
        '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>',
        '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>',
        '<row r="2"><c r="A2" t="inlineStr"><is><t> a</t></is></c></row>',
        '<row r="2"><c r="A2" t="str"><v>_xD83D_</v></c></row>',
        '<x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row>',
    ],
)
def test_what_the_grammar_does_not_foresee_goes_to_calamine(rows: str, tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    path.write_bytes(xlsx({"S": TITLES + rows}))
    with pytest.raises(NotPlainError):
        plain(path, "S")


def test_rows_longer_than_a_piece_and_many_pieces_are_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    frame = pl.DataFrame({f"c{i}": [f"{'x' * 40}{j}" for j in range(9000)] for i in range(20)})
    frame.write_excel(path)
    assert found(plain(path, "Sheet1")) == found(slow(path, "Sheet1"))
    assert plain(path, "Sheet1").cells.height == 9001 * 20


def test_shared_texts_that_are_not_plain_xml_go_to_calamine(tmp_path: Path) -> None:
    path = tmp_path / "f.zip"
    for content in (
        "<sst><si><t>a </t></si></sst>",
        "<sst><si><r><t>a</t></r><r><t> b</t></r></si></sst>",
        "<sst><si/></sst>",
        "<sst><si><!-- --><t>a</t></si></sst>",
        b"\xff\xfe<\0",
    ):
        path.write_bytes(zipped({"xl/sharedStrings.xml": content}))
        with opened(path) as archive, pytest.raises(NotPlainError):
            read_strings(archive)


def test_the_format_of_a_conditional_format_is_not_that_of_a_cell(tmp_path: Path) -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>'
        '</numFmts><cellXfs><xf numFmtId="164"/></cellXfs>'
        '<dxfs><dxf><numFmt numFmtId="164" formatCode="0.00"/></dxf></dxfs></styleSheet>'
    )
    path = tmp_path / "f.zip"
    path.write_bytes(zipped({"xl/styles.xml": styles}))
    with opened(path) as archive:
        assert "0" in read_styles(archive).moments


def test_half_a_second_is_rounded_as_calamine_rounds_it(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    halves = [[38_000 + (second + 0.5) / 86_400] for second in range(0, 86_400, 97)]
    path.write_bytes(written([["a"], *halves], ["yyyy-mm-dd hh:mm:ss"]))
    assert found(plain(path, "S")) == found(slow(path, "S"))


@pytest.mark.parametrize("reader", [plain, slow])
def test_a_cell_before_the_first_heading_is_kept_however_far_down(
    reader: Callable[[Path, str], Grid], tmp_path: Path
) -> None:
    path = tmp_path / "f.xlsx"
    rows = [[None, "id", "v"], *([None, i, "x"] for i in range(400))]
    rows[350][0] = "perdu"
    path.write_bytes(written(rows, ["General"] * 3))
    table = Sheet(reader(path, "S"))
    assert table.labels == ("", "id", "v")
    assert any("perdu" in batch.frame["column_0"] for batch in read_batches(table))


def test_an_entity_is_never_read(tmp_path: Path) -> None:
    path = tmp_path / "f.zip"
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    path.write_bytes(zipped({"xl/workbook.xml": bomb, "xl/_rels/workbook.xml.rels": "<a/>"}))
    with pytest.raises(Refusal), opened(path) as archive:
        workbook_parts(archive)


def test_more_shared_texts_than_a_workbook_can_use_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strings, "MOST", 10)
    path = tmp_path / "f.zip"
    path.write_bytes(zipped({"xl/sharedStrings.xml": "<sst>" + "<si><t/></si>" * 11}))
    with pytest.raises(Refusal) as stop, opened(path) as archive:
        read_strings(archive)
    assert stop.value.code == "decode-too-large"
