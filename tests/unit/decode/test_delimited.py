"""Separators, quotes, lines: what is written as a table reads back as the same table."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.decode.delimited import DELIMITERS, Reading, read_records
from pipelines.messages import Refusal
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
    table: list[list[str]], style: dict
) -> None:
    assert read_records(written(table, **style)) == Reading(table, style["delimiter"])


WORD = st.text(alphabet="abé 0,;'«’\"", max_size=10).map(str.strip)


@given(st.lists(st.tuples(WORD, WORD, WORD), min_size=1, max_size=5), st.integers(1, 8))
def test_lines_wrapped_in_quotes_and_padded_with_semicolons_are_unwrapped(
    rows: list[tuple[str, str, str]], padding: int
) -> None:
    table = [["no", "nom", "ville"], *([*row, "fin"][1:] for row in rows)]
    inner = written(table, quoting=csv.QUOTE_ALL, lineterminator="\n").splitlines()
    wrapped = written(([line] for line in inner), quoting=csv.QUOTE_ALL, lineterminator="\n")
    saved = "".join(f"{line}{';' * padding}\n" for line in wrapped.splitlines())
    assert read_records(saved) == Reading(table, ",", wrapped=True)


def test_a_semicolon_that_split_a_wrapped_line_is_put_back() -> None:
    saved = "no,nom,ville;;;\n1,nord;sud,Laval;;\n2,est,Lévis;;;\n"
    assert read_records(saved).records == [
        ["no", "nom", "ville"],
        ["1", "nord;sud", "Laval"],
        ["2", "est", "Lévis"],
    ]


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_delimiter_that_a_source_settles_is_not_questioned(delimiter: str) -> None:
    text = f"a{delimiter}b\n1{delimiter}2\n"
    assert read_records(text, delimiter) == Reading([["a", "b"], ["1", "2"]], delimiter)


def test_commas_in_texts_dont_hide_a_semicolon_file() -> None:
    rows = [["nom", "adresse"], *([f"n{i}", "1, rue X, Québec"] for i in range(20))]
    assert read_records(written(rows, ";")).delimiter == ";"


def test_a_table_of_one_column_stays_one_column() -> None:
    assert read_records('nom\n"Tremblay, Jean"\nRoy\n').records == [
        ["nom"],
        ["Tremblay, Jean"],
        ["Roy"],
    ]


def test_ten_thousand_columns_are_read() -> None:
    header = [f"c{number}" for number in range(10_000)]
    assert read_records(written([header, header], ";")).records == [header, header]


def test_a_cell_of_a_million_characters_is_read_whole() -> None:
    cell = "été\n" * 250_000
    assert read_records(written([["a", "b"], [cell, "x"]])).records[1][0] == cell


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_a_quote_left_open_is_refused_with_the_line_where_it_opens(delimiter: str) -> None:
    text = 'a,b\n"x",y\n1,"deux\n3,quatre\n5,six\n'.replace(",", delimiter)
    with pytest.raises(Refusal) as stop:
        read_records(text)
    refusal_of("decode-quote-open", stop.value, "ligne 3", "guillemet")


def test_text_after_a_closing_quote_is_refused_not_mended() -> None:
    with pytest.raises(Refusal) as stop:
        read_records('a,b\n"Le "grand" pont",1\n')
    refusal_of("decode-quote-inside", stop.value, "ligne 2", "Doublez")


def test_a_quote_inside_a_plain_cell_is_a_character() -> None:
    assert read_records('a,b\n5" de long,1\n').records[1] == ['5" de long', "1"]


def test_an_endless_cell_is_refused() -> None:
    with pytest.raises(Refusal) as stop:
        read_records(f"a,b\n1,{'x' * (1 << 24)}x\n")
    refusal_of("decode-cell-too-large", stop.value, "ligne 2")


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
def test_a_page_in_place_of_a_table_is_refused(page: str) -> None:
    with pytest.raises(Refusal) as stop:
        read_records(page)
    refusal_of("decode-html", stop.value, "page Web", "adresse directe")


@pytest.mark.parametrize(
    "text", ['{"error": "occupé", "code": 1}', '[{"a": 1}]', '\n{\n  "type": "x"\n}', "[[1]]", "{}"]
)
def test_json_in_place_of_a_table_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as stop:
        read_records(text)
    refusal_of("decode-json", stop.value, "JSON", "CSV UTF-8")


@pytest.mark.parametrize("text", [",,,\n,,,\n", '""\n""\n', "\n\n"])
def test_a_file_of_blanks_has_no_width_to_find(text: str) -> None:
    assert not any(any(record) for record in read_records(text).records)
