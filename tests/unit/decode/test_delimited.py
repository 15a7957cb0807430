"""Separators, headings, wrapped lines: what is written as a table reads back as the same table."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.decode.delimited import DELIMITERS, find_delimiter
from pipelines.messages import Refusal
from pipelines.sources import Decoding
from tests.unit.decode.opened import extra, facts, notices, opened, rows
from tests.unit.tables import refusal_of, written

LABEL = st.text(alphabet="abcdefgé_", min_size=1, max_size=8)
CELL = st.text(alphabet="abé 0,;|\t\n\"'«’$", max_size=12)
STYLES = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(DELIMITERS),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
        "lineterminator": st.sampled_from(["\n", "\r\n"]),
    }
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Draw a table of two to six columns with clean headings and any cells."""
    width = draw(st.integers(2, 6))
    header = draw(st.lists(LABEL, min_size=width, max_size=width))
    row = st.lists(CELL, min_size=width, max_size=width)
    return [header, *draw(st.lists(row, max_size=6))]


@given(tables(), STYLES)
def test_a_table_in_any_delimiter_quoting_and_line_end_reads_back_equal(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], style: dict
) -> None:
    found = opened(written(table, **style), tmp_path_factory.mktemp("f"))
    assert found.form.delimiter == style["delimiter"]
    assert [list(found.labels), *(list(row[1:]) for row in rows(found))] == table


WORD = st.text(alphabet="abé 0,;'«’\"", max_size=10).map(str.strip)


@given(st.lists(st.tuples(WORD, WORD, WORD), min_size=1, max_size=5), st.integers(1, 8))
def test_lines_wrapped_in_quotes_and_padded_with_semicolons_are_unwrapped(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str, str]], padding: int
) -> None:
    table = [["no", "nom", "ville"], *([*row, "fin"][1:] for row in cells)]
    inner = written(table, quoting=csv.QUOTE_ALL, lineterminator="\n").splitlines()
    wrapped = written(([line] for line in inner), quoting=csv.QUOTE_ALL, lineterminator="\n")
    saved = "".join(f"{line}{';' * padding}\n" for line in wrapped.splitlines())
    found = opened(saved, tmp_path_factory.mktemp("f"))
    assert (found.form.wrapped, found.form.delimiter) == (True, ",")
    assert [list(found.labels), *(list(row[1:]) for row in rows(found))] == table


def test_a_semicolon_that_split_a_wrapped_line_is_put_back(tmp_path: Path) -> None:
    saved = "no,nom,ville;;;\n1,nord;sud,Laval;;\n2,est,Lévis;;;\n"
    assert facts(saved, tmp_path) == (
        ["no", "nom", "ville"],
        [(2, "1", "nord;sud", "Laval"), (3, "2", "est", "Lévis")],
    )


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_delimiter_that_is_asked_for_is_not_questioned(delimiter: str, tmp_path: Path) -> None:
    text = f"a{delimiter}b\n1{delimiter}2\n"
    found = facts(text, tmp_path, Decoding(delimiter=delimiter))
    assert found == (["a", "b"], [(2, "1", "2")])


@pytest.mark.parametrize("delimiter", [";;", '"', "\n", "é"])
def test_what_can_be_no_delimiter_is_refused(delimiter: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        facts("a;b\n1;2\n", tmp_path, Decoding(delimiter=delimiter))
    refusal_of("decode-delimiter", stop.value, "virgule")


def test_commas_in_texts_dont_hide_a_semicolon_file() -> None:
    cells = [["nom", "adresse"], *([f"n{i}", "1, rue X, Québec"] for i in range(20))]
    assert find_delimiter(written(cells, ";")) == ";"


def test_decimal_commas_and_a_preamble_dont_hide_a_semicolon_file() -> None:
    cells = [["Source, 2024"], [], ["a", "b", "c"], *([["1,5", "2,5", "x"]] * 20)]
    assert find_delimiter(written(cells, ";")) == ";"


def test_a_table_of_one_column_stays_one_column(tmp_path: Path) -> None:
    found = facts('nom\n"Tremblay, Jean"\nRoy\n', tmp_path)
    assert found == (["nom"], [(2, "Tremblay, Jean"), (3, "Roy")])


def test_a_list_of_texts_with_commas_keeps_its_heading(tmp_path: Path) -> None:
    table = opened("nom\nTremblay, Jean\nRoy, Luc\n", tmp_path)
    assert table.labels == ("nom",)
    assert extra(table) == [(2, 1, " Jean"), (3, 1, " Luc")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"'])
def test_excel_s_separator_line_is_obeyed_and_is_no_row(
    line: str, end: str, tmp_path: Path
) -> None:
    table = opened(end.join([line, "a,x;b", "1,5;2", ""]), tmp_path)
    assert (table.labels, table.header_row, rows(table)) == (("a,x", "b"), 1, [(2, "1,5", "2")])
    assert notices(table) == ["decode-separator-line"]


def test_a_preamble_is_passed_over_and_told(tmp_path: Path) -> None:
    text = "Liste des projets;;;\nMis à jour le 1er mars;;;\n;;;\nno;nom;coût;date\n"
    table = opened(text + "1;Pont;12;2024-01-01\n2;École;13;2024-01-02\n", tmp_path)
    assert (table.labels[:2], table.header_row, table.form.preamble) == (("no", "nom"), 4, 2)
    assert [row[0] for row in rows(table)] == [5, 6]
    assert notices(table) == ["decode-preamble"]


@pytest.mark.parametrize(
    "text",
    [
        "région;;;\nLaval;1;2;3\nLévis;1;2;3\n",  # headings left out: a row of values is no header
        "a;b;c\n1;;\n2;;\n",
        "nom\na,b\n",
        "Région,2019,2020\nLaval,1,2\n",
    ],
)
def test_a_first_row_is_the_header_when_nothing_better_follows(text: str, tmp_path: Path) -> None:
    assert opened(text, tmp_path).header_row == 1


def test_a_heading_on_two_lines_is_one_heading(tmp_path: Path) -> None:
    assert facts('"coût\ntotal",b\n1,2\n', tmp_path) == (["coût\ntotal", "b"], [(2, "1", "2")])


def test_ten_thousand_columns_are_read(tmp_path: Path) -> None:
    header = [f"c{number}" for number in range(10_000)]
    labels, found = facts(written([header, header], ";"), tmp_path)
    assert labels == header
    assert list(found[0][1:]) == header


def test_more_columns_than_a_sheet_has_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        facts(",".join(["a"] * 16_385) + "\n", tmp_path)
    refusal_of("decode-columns", stop.value, "16\u00a0385")


def test_columns_without_heading_nor_cell_are_no_columns(tmp_path: Path) -> None:
    table = opened("a;b;;;\n1;2;;;\n3;4;;x;\n", tmp_path)
    assert table.labels == ("a", "b")
    assert (rows(table), extra(table)) == ([(2, "1", "2"), (3, "3", "4")], [(3, 3, "x")])


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_a_quote_left_open_is_refused_with_the_line_where_it_opens(
    delimiter: str, tmp_path: Path
) -> None:
    text = 'a,b\n"x",y\n1,"deux\n3,quatre\n5,six\n'.replace(",", delimiter)
    with pytest.raises(Refusal) as stop:
        facts(text, tmp_path)
    refusal_of("decode-quote-open", stop.value, "ligne 3", "guillemet")


@pytest.mark.parametrize("row", ['"Le "grand" pont",1', '""a"",1', '1,"a,"b",c"', '"a" ,1'])
def test_text_after_a_closing_quote_is_refused_not_mended(row: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        facts(f"a,b\n{row}\n", tmp_path)
    refusal_of("decode-quote-inside", stop.value, "ligne 2", "Doublez")


def test_a_fault_in_the_heading_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        facts('"a"x,b\n1,2\n', tmp_path)
    refusal_of("decode-quote-inside", stop.value, "ligne 1")


def test_a_quote_inside_a_plain_cell_is_a_character(tmp_path: Path) -> None:
    assert facts('a,b\n5" de long,1\n', tmp_path)[1] == [(2, '5" de long', "1")]


def test_a_very_long_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        facts("a," * (33 << 20), tmp_path)
    refusal_of("decode-record-endless", stop.value, "64 millions")


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html>",
        "\n <html><body>",
        "<table><tr><td>1</td></tr></table>",
        "<!-- 404 --><h1>Introuvable</h1>",
        '<?xml version="1.0"?><a/>',
        "<Error><Code>NoSuchKey</Code></Error>",
    ],
)
def test_a_page_in_place_of_a_table_is_refused(page: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        facts(page, tmp_path)
    refusal_of("decode-html", stop.value, "page Web", "Téléchargez de nouveau")


@pytest.mark.parametrize(
    "text", ['{"error": "occupé", "code": 1}', '[{"a": 1}]', '\n{\n  "type": "x"\n}', "[[1]]", "{}"]
)
def test_json_in_place_of_a_table_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        facts(text, tmp_path)
    refusal_of("decode-json", stop.value, "JSON", "CSV UTF-8")


@pytest.mark.parametrize("text", [",,,\n,,,\n", '""\n""\n', "\n\n", "\u00a0\n"])
def test_a_file_of_blanks_is_empty(text: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        facts(text, tmp_path)
    assert stop.value.code == "decode-empty"


def test_the_batches_may_be_read_twice(tmp_path: Path) -> None:
    table = opened("a,é\n1,ç\n".encode("cp1252"), tmp_path)
    assert rows(table) == rows(table) == [(2, "1", "ç")]
