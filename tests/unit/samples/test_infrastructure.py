"""The texts of ours have the shape, and the defects, of the publisher's."""

from embedded.samples.facts import INFRASTRUCTURE, read_facts
from embedded.samples.infrastructure import render_publication, shape, words
from hypothesis import given
from hypothesis import strategies as st

from tests.source_variants import Table, dashboard


@given(st.text(alphabet="t.", max_size=12))
def test_a_text_of_ours_has_the_shape_asked_for(form: str) -> None:
    text = words("description", form)
    assert shape(text) == (form if text else "")


def test_excel_returns_are_written_before_each_end_of_line() -> None:
    text = words("suivi_modifications", "tt.t", excel_returns=True)
    assert text.count("_x000D_\n") == text.count("\n") == 3


def test_a_cut_text_ends_at_255_characters_as_windows_counts_them() -> None:
    text = words("suivi_modifications", "t.t…")
    assert len(text.replace("\n", "\r\n")) == 255


def test_the_defects_of_each_publication_are_there() -> None:
    contents = {
        name: render_publication(facts) for name, facts in read_facts(INFRASTRUCTURE).items()
    }
    assert [name for name, content in contents.items() if b"_x000D_" in content] == ["2023-05-24"]
    assert b"3630800000.0" in contents["2020-06-04"]
    assert b",95.80,95.80,0.00," in contents["2023-12-08"]
    assert '"Décembre 2027"'.encode() in contents["2026-03-18"]
    assert max(map(len, _column(dashboard("2023-12-08"), "suivi_modifications"))) <= 255


def test_the_publications_have_20_then_19_then_17_columns() -> None:
    widths = [len(facts["colonnes"]) for _, facts in sorted(read_facts(INFRASTRUCTURE).items())]
    assert widths == [20, 20, 19, 19, 19, 19, 19, 17, 17, 17]


def test_projects_come_back_so_that_histories_can_be_followed() -> None:
    first = _column(dashboard("2020-06-04"), "no_projet")
    later = _column(dashboard("2023-05-24"), "no_projet")
    assert {"5", "10", "18", "19"} <= set(first) & set(later)


def _column(table: Table, label: str) -> list[str]:
    at = table[0].index(label)
    return [row[at] for row in table[1:]]
