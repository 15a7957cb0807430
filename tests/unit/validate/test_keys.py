"""Uniqueness is exact, whatever the size of the table and the hashes of its keys."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.decode import ROW
from pipelines.validate import keys
from tests.unit.validate.oracle import checked, ours, theirs

SCHEMA = {
    "fields": [
        {"name": "a", "type": "string", "constraints": {"unique": True}},
        {"name": "b", "type": "number"},
    ],
    "primaryKey": ["b", "a"],
}
CELLS = st.sampled_from(["", "x", "y", "1", "1.0", "01", "2"])
ROWS = st.lists(st.tuples(CELLS, st.sampled_from(["", "1", "1.0", "2"])), min_size=1, max_size=20)


@pytest.fixture(params=[True, False], ids=["keys held", "keys read again"])
def _held(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        monkeypatch.setattr(keys, "KEPT", 0)
        monkeypatch.setattr(keys, "HASHES_AT_ONCE", 2)


@pytest.mark.usefixtures("_held")
@given(rows=ROWS, at_once=st.integers(1, 6))
def test_repeated_keys_are_those_of_frictionless(rows: list[tuple], at_once: int) -> None:
    labels, listed = ["a", "b"], [list(row) for row in rows]
    assert ours(SCHEMA, labels, listed, None, at_once) == theirs(SCHEMA, labels, listed)


def test_keys_whose_hashes_meet_are_told_apart() -> None:
    frame = pl.DataFrame(
        {ROW: [2, 3, 4, 5], "a": ["x", "y", "x", "z"]}, schema_overrides={ROW: pl.UInt32}
    )
    every = keys.hashed(frame.select("a"))
    found = list(keys._repetitions(every, [frame.head(2), frame.tail(2)]))
    assert [part.rows() for part in found] == [[], [(4, 2)]]


@given(rows=ROWS, limit=st.integers(0, 8), at_once=st.integers(1, 6))
def test_a_cap_keeps_the_first_errors_and_counts_all(
    rows: list[tuple], limit: int, at_once: int
) -> None:
    labels, listed = ["a", "b"], [list(row) for row in rows]
    every = checked(SCHEMA, labels, listed, at_once=at_once)
    capped = checked(SCHEMA, labels, listed, at_once=at_once, limit=limit)
    assert capped.listing.counts == every.listing.counts
    assert capped.rejected.sort().to_list() == every.rejected.sort().to_list()
    first = [(fault.row, fault.type) for fault in every.listing.faults][:limit]
    assert [(fault.row, fault.type) for fault in capped.listing.faults] == first
