"""C1, C2, C7 to C11: what the file is, whatever its cells."""

import pytest

from pipelines.decode.batches import Form
from pipelines.validate.guidelines import Subject, watch
from tests.unit.validate.guidelines.watched import a_batch, judged, of_file, of_form

WORKBOOKS = ["xlsx", "xls", "ods"]


@pytest.mark.parametrize(
    ("encoding", "answer"),
    [
        ("utf-8", "oui"),
        ("utf-8-sig", "oui"),
        ("ascii", "oui"),
        ("cp1252", "non"),
        ("utf-16", "non"),
    ],
)
def test_text_is_in_utf_8(encoding: str, answer: str) -> None:
    assert of_form("relidi_confic_utf8", encoding=encoding, marks=1) == answer


@pytest.mark.parametrize(("delimiter", "answer"), [(",", "oui"), (";", "non"), ("\t", "non")])
def test_a_csv_has_commas(delimiter: str, answer: str) -> None:
    assert of_form("relidi_confic_separateur_virgule", delimiter=delimiter) == answer


def test_lines_wrapped_in_quotes_are_not_separated_by_commas() -> None:
    assert of_form("relidi_confic_separateur_virgule", wrapped=True) == "non"


@pytest.mark.parametrize("container", WORKBOOKS)
@pytest.mark.parametrize("code", ["relidi_confic_utf8", "relidi_confic_separateur_virgule"])
def test_a_workbook_has_neither_encoding_nor_separator(container: str, code: str) -> None:
    assert of_form(code, container=container, encoding="", delimiter="") == "n/a"


@pytest.mark.parametrize(
    ("systems", "answer"),
    [
        (None, "n/a"), ((), "n/a"), (("EPSG:4326",), "oui"),
        (("urn:ogc:def:crs:EPSG::32198",), "oui"),
        (("urn:ogc:def:crs:OGC:1.3:CRS84",), "oui"), (("EPSG:4269",), "non"),
        (("EPSG:4326", "EPSG:3857"), "non"),
    ],
)  # fmt: skip
def test_a_geographic_file_is_in_one_of_two_systems(systems: object, answer: str) -> None:
    assert of_file("relidi_confic_epsg", systems=systems).answer == answer


@pytest.mark.parametrize(
    ("path", "archive", "answer"),
    [
        ("a.csv", "", "oui"), ("a.zip", "a.csv", "non"), ("a.csv.gz", "", "non"),
        ("regions_shp.zip", "", "oui"), ("gtfs.zip", "stops.txt", "oui"),
        ("worship.zip", "", "non"),
    ],
)  # fmt: skip
def test_nothing_is_compressed_but_shp_gtfs_and_gbfs(path: str, archive: str, answer: str) -> None:
    form = Form(archive=archive)
    assert of_file("relidi_confic_pascom", path=path, form=form).answer == answer


@pytest.mark.parametrize(
    ("dictionary", "answer"),
    [
        ("resource", "relidi.descha.foudoc"), ("metadata", "relidi.descha.foumet"),
        ("", "relidi.descha.absent"), (None, "n/a"),
    ],
)  # fmt: skip
def test_the_description_of_fields_has_the_portal_s_own_values(
    dictionary: str | None, answer: str
) -> None:
    verdict = of_file("relidi_description_champs", dictionary=dictionary)
    assert verdict.answer == answer
    assert verdict.met is (dictionary != "")


@pytest.mark.parametrize(("download", "answer"), [(True, "oui"), (False, "non"), (None, "n/a")])
def test_a_link_that_nobody_tried_earns_no_oui(download: bool | None, answer: str) -> None:
    assert of_file("lien_telechargement", download=download).answer == answer


@pytest.mark.parametrize(
    ("complementary", "answer"), [(True, "relidi.rescom"), (False, "n/a"), (None, "n/a")]
)
def test_a_complementary_resource_is_what_the_respondent_says(
    complementary: bool | None, answer: str
) -> None:
    verdict = of_file("relidi_ressource_complementaire", complementary=complementary)
    assert verdict.answer == answer


@pytest.mark.parametrize(("licence", "answer"), [("cc-by", "oui"), ("gpl", "non"), ("", "n/a")])
def test_the_licence_is_one_of_the_portal_s(licence: str, answer: str) -> None:
    assert of_file("licence", licence=licence).answer == answer


@pytest.mark.parametrize(("container", "answer"), [("csv", "oui"), ("xlsx", "oui"), ("ods", "non")])
def test_the_format_is_one_that_the_portal_recognises(container: str, answer: str) -> None:
    assert of_form("format", container=container) == answer


def header(labels: tuple[str, ...], batch: object, form: Form | None = None) -> list[str]:
    """Return the codes of the evidence of C11."""
    watching = watch(Subject(form or Form(), labels))
    watching.see(batch)  # type: ignore[arg-type]
    verdicts = {verdict.code: verdict for verdict in watching.verdicts()}
    assert (verdicts["entete_unique"].answer == "oui") is (
        verdicts["entete_unique"].evidence[0].code == "guideline-header-met"
    )
    return [
        found.code.removeprefix("guideline-header-") for found in verdicts["entete_unique"].evidence
    ]


def test_one_header_with_unique_names_and_even_rows_is_right() -> None:
    assert header(("a", "b"), a_batch([["1", "2"], ["x", ""]])) == ["met"]


def test_blank_and_double_headings_are_seen() -> None:
    assert header(("a", "", "a"), a_batch([["1"], ["2"], ["3"]])) == ["blank", "twice"]


def test_rows_wider_or_shorter_than_the_header_are_seen() -> None:
    assert header(("a", "b"), a_batch([["1"], ["x"]], extra=[(2, 2, ""), (2, 3, "")])) == ["wide"]
    assert header(("a", "b"), a_batch([["1", "2"], ["x", None]])) == ["short"]


def test_a_blank_line_is_not_a_short_row() -> None:
    assert header(("a", "b"), a_batch([["1", None, ""], ["x", None, None]])) == ["met"]


def test_the_width_of_a_workbook_is_not_judged() -> None:
    ragged = a_batch([["1", "2"], ["x", None]])
    assert header(("a", "b"), ragged, Form(container="xlsx")) == ["met"]


def test_lines_before_the_header_and_headers_after_it_are_seen() -> None:
    assert header(("a", "b"), a_batch([["1"], ["x"]]), Form(preamble=2)) == ["preamble"]
    assert header(("a", "b"), a_batch([["1", "a"], ["x", "b"]])) == ["repeated"]


def test_a_second_row_of_headings_is_words_above_numbers_in_two_columns() -> None:
    numbers = [str(number) for number in range(6)]
    two = header(("long", "large"), a_batch([["mètres", *numbers], ["mètres", *numbers]]))
    assert two == ["second"]
    assert header(("a", "b"), a_batch([["mètres", *numbers], ["x", *numbers[:-1], "y"]])) == ["met"]
    assert header(("a", "b"), a_batch([["N/D", *numbers], ["N/D", *numbers]])) == ["met"]


def test_what_isn_t_known_is_never_oui() -> None:
    verdicts = judged({"a": ["x"]})
    unknown = ("licence", "relidi_description_champs", "relidi_confic_epsg", "lien_telechargement")
    assert [verdicts[code].answer for code in unknown] == ["n/a"] * 4
