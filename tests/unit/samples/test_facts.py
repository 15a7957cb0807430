"""The facts say what the publishers said."""

from collections import Counter

import pytest
from embedded.samples.facts import GENERAL, INFRASTRUCTURE, SPECIAL, compile_facts, read_facts
from embedded.samples.infrastructure import PROSE, render_publication
from embedded.samples.spending import (
    BLANK_ROWS,
    general_rows,
    read_amount,
    render_general,
    render_special,
    special_rows,
    write_amount,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.source_variants import Table, read

EMPTY_STRING, NOTHING = b',"",', b",,"


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_an_amount_written_as_published_reads_back(thousands: int) -> None:
    assert read_amount(write_amount(thousands)) == thousands


def test_an_amount_that_is_not_rounded_to_the_thousand_is_refused() -> None:
    with pytest.raises(ValueError, match="1 234"):
        read_amount("1 234")


def test_the_general_fund_adds_up_to_the_published_totals() -> None:
    totals: Counter[str] = Counter()
    for row in general_rows(read_facts(GENERAL)):
        totals[row.kind] += row.thousands * 1000
    assert totals == {"D": 135_131_729_000, "I": 1_410_851_000}


def test_the_general_fund_has_its_portfolios_programmes_and_rows() -> None:
    rows = list(general_rows(read_facts(GENERAL)))
    assert len(rows) == 964
    assert len({row.portfolio for row in rows}) == 25
    assert len({(row.portfolio, row.programme) for row in rows}) == 97


def test_a_supercategory_is_empty_exactly_where_no_appropriation_is_needed() -> None:
    rows = list(general_rows(read_facts(GENERAL)))
    assert all((row.supercategory == "-") == (row.credits == "N") for row in rows)
    assert sum(row.supercategory == "-" for row in rows) == 141


def test_the_special_funds_keep_the_defects_of_the_file() -> None:
    facts = read_facts(SPECIAL)
    assert len(list(special_rows(facts))) == 502
    assert any(item != item.strip() for item in facts["postes"])
    assert render_special(facts).endswith(b";;;;\n" * BLANK_ROWS)


def test_the_facts_are_those_of_the_captured_files(data) -> None:
    compiled = compile_facts(data)
    assert compiled[GENERAL] == read_facts(GENERAL)
    assert compiled[SPECIAL] == read_facts(SPECIAL)
    assert compiled[INFRASTRUCTURE] == read_facts(INFRASTRUCTURE)


def test_the_public_accounts_are_written_again_byte_for_byte(data) -> None:
    [general] = (data / "comptes_publics").glob("*_dep_supercat_*.csv")
    [special] = (data / "comptes_publics").glob("*_fs_*.csv")
    assert render_general(read_facts(GENERAL)) == general.read_bytes()
    assert render_special(read_facts(SPECIAL)) == special.read_bytes()


def test_each_publication_of_the_dashboard_says_the_same_but_for_its_prose(data) -> None:
    for publication, facts in read_facts(INFRASTRUCTURE).items():
        captured = _captured(data, publication)
        assert _without_prose(render_publication(facts)) == _without_prose(captured)


def test_each_publication_is_quoted_as_its_publisher_did(data) -> None:
    for publication, facts in read_facts(INFRASTRUCTURE).items():
        captured = _captured(data, publication).replace(EMPTY_STRING, NOTHING)
        header, first = captured.split(b"\n", 1)
        rendered = render_publication(facts)
        assert rendered.split(b"\n", 1)[0] == header
        number = first.split(b",", 1)[0]
        assert rendered.split(b"\n", 1)[1].startswith(number + b",")


def test_no_prose_of_the_publisher_is_kept(data) -> None:
    kept = str(read_facts(INFRASTRUCTURE))
    for publication in read_facts(INFRASTRUCTURE):
        table = read(_captured(data, publication), ",")
        positions = [table[0].index(column) for column in PROSE]
        lines = [line for row in table[1:] for at in positions for line in row[at].splitlines()]
        assert not [line for line in lines if len(line) > 80 and line in kept]


def _captured(data, publication: str) -> bytes:
    file = data / "projets_infrastructures" / f"tableau_de_bord_{publication}.csv"
    return file.read_bytes()


def _without_prose(content: bytes) -> Table:
    table = read(content, ",")
    kept = [at for at, label in enumerate(table[0]) if label not in PROSE]
    return [[row[at] for at in kept] for row in table]
