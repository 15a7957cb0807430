"""What changed between two versions is what a naive comparison finds, however they are read."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.history import Changes, RowChange, count_changes, list_changes
from pipelines.history import rows as reading
from pipelines.history.parts import Parts
from tests.unit.normalised import TEXTS, normalised, real_table

Table = tuple[list[str], list[list[str]]]  # names, rows
ALL = 10_000


def tables(keyed: bool) -> st.SearchStrategy[Table]:
    """Draw tables of some of the columns k, l, a, b, in any order; `keyed`: none repeats k, l."""
    names = st.permutations(["k", "l", "a", "b"]).flatmap(
        lambda order: st.sampled_from([order, [name for name in order if name != "b"]])
    )
    return names.flatmap(lambda order: st.tuples(st.just(order), _rows(order, keyed)))


def _rows(names: list[str], keyed: bool) -> st.SearchStrategy[list[list[str]]]:
    cells = st.one_of(st.sampled_from("abc"), TEXTS)
    row = st.lists(cells, min_size=len(names), max_size=len(names))
    places = names.index("k"), names.index("l")
    unique = (lambda row: tuple(row[place] for place in places)) if keyed else None
    return st.lists(row, max_size=12, unique_by=unique)


def parts_of(table: Table, folder: Path, size: int) -> dict[str, Path]:
    """Write a table as parts of at most `size` rows."""
    names, rows = table
    folder.mkdir()
    return {
        str(start): normalised(folder / f"{start}.csv", names, rows[start : start + size])
        for start in range(0, len(rows), size)
    }


def as_dicts(table: Table, other: Table) -> list[dict[str, str]]:
    """Return the rows over the columns of both tables."""
    names, rows = table
    empty = dict.fromkeys((*names, *other[0]), "")
    return [empty | dict(zip(names, row, strict=True)) for row in rows]


def naive_keyed(old: Table, new: Table) -> list[RowChange]:
    """Compare two tables by the key (k, l)."""
    before, after = (
        {(row["k"], row["l"]): row for row in as_dicts(table, other)}
        for table, other in ((old, new), (new, old))
    )
    found = []
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key), after.get(key)
        if was != now:
            kind = "added" if was is None else "removed" if now is None else "changed"
            found.append(RowChange(kind, dict(zip("kl", key, strict=True)), was, now))
    return found


def naive_unkeyed(old: Table, new: Table) -> Counter:
    """Compare two tables as multisets of rows: row → how many times more it is new."""
    counts: Counter = Counter()
    for table, other, sign in ((old, new, -1), (new, old, 1)):
        for row in as_dicts(table, other):
            counts[tuple(sorted(row.items()))] += sign
    return Counter({row: count for row, count in counts.items() if count})


# Rows of a part; bytes read at once, kept in memory, put in a bucket: as usual, or all put aside.
WAYS = list(product((3, ALL), ((1 << 23, 1 << 24, 1 << 25), (9, 0, 50))))
Way = tuple[int, tuple[int, int, int]]


@contextmanager
def written(old: Table, new: Table, way: Way) -> Iterator[tuple[Parts, Parts]]:
    """Write two versions and compare them in one of the ways."""
    size, limits = way
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        for limit, value in zip(("BLOCK", "KEPT", "BUCKET"), limits, strict=True):
            patch.setattr(reading, limit, value)
        folder = Path(name)
        yield parts_of(old, folder / "old", size), parts_of(new, folder / "new", size)


@given(tables(keyed=True), tables(keyed=True), st.sampled_from(WAYS))
def test_rows_of_a_key_are_compared_by_it(old: Table, new: Table, way: Way) -> None:
    expected = naive_keyed(old, new)
    kinds = Counter(change.kind for change in expected)
    with written(old, new, way) as (before, after):
        if before and after:  # a table without parts has no columns to show
            assert list_changes(before, after, ["k", "l"], None, 0, ALL) == expected
        assert count_changes(before, after, ["k", "l"]) == Changes(**kinds)


@given(tables(keyed=False), tables(keyed=False), st.sampled_from(WAYS))
def test_rows_without_a_key_are_a_multiset(old: Table, new: Table, way: Way) -> None:
    expected = naive_unkeyed(old, new)
    added = sum(count for count in expected.values() if count > 0)
    removed = -sum(count for count in expected.values() if count < 0)
    with written(old, new, way) as (before, after):
        assert count_changes(before, after, []) == Changes(added=added, removed=removed)
        found: Counter = Counter()
        for change in list_changes(before, after, [], None, 0, ALL):
            row, sign = (change.new, 1) if change.kind == "added" else (change.old, -1)
            found[tuple(sorted((row or {}).items()))] += sign
        if before and after:
            assert found == expected


@given(tables(keyed=False), tables(keyed=False), st.sampled_from(WAYS))
def test_a_key_that_repeats_loses_no_row(old: Table, new: Table, way: Way) -> None:
    with written(old, new, way) as (before, after):
        changes = count_changes(before, after, ["k", "l"])
        assert changes.added - changes.removed == len(new[1]) - len(old[1])


def test_columns_may_have_any_name(tmp_path: Path) -> None:
    names = ["len", "_times", "_kind", "_rank", "literal"]
    old, new = (
        {"": normalised(tmp_path / f"{cell}.csv", names, [["1", "2", "3", "4", cell]])}
        for cell in "ab"
    )
    assert count_changes(old, new, ["len", "_rank"]) == Changes(changed=1)


NAMES = ["id", "nom"]
OLD = [["1", "a"], ["2", "b"], ["10", "c"], ["3", "d"]]
NEW = [["4", "e"], ["3", "d"], ["10", "C"], ["2", ""], ["5", "f"]]


@pytest.fixture
def two(tmp_path: Path) -> tuple[dict[str, Path], dict[str, Path]]:
    """Return two versions of a table of one part."""
    return (
        {"2024": normalised(tmp_path / "old.csv", NAMES, OLD)},
        {"2024": normalised(tmp_path / "new.csv", NAMES, NEW, end="\n")},
    )


def listed(changes: Sequence[RowChange]) -> list[tuple[str, str]]:
    """Return kind and key of changes."""
    return [(change.kind, change.key["id"]) for change in changes]


def test_changes_are_in_the_order_of_the_texts_of_the_key(two: tuple) -> None:
    every = [
        ("removed", "1"), ("changed", "10"), ("changed", "2"), ("added", "4"), ("added", "5"),
    ]  # fmt: skip
    assert listed(list_changes(*two, ["id"], None, 0, ALL)) == every
    assert listed(list_changes(*two, ["id"], None, 1, 2)) == every[1:3]
    assert listed(list_changes(*two, ["id"], "added", 1, 5)) == every[4:]
    assert list_changes(*two, ["id"], None, 5, 2) == []


def test_a_change_shows_both_rows(two: tuple) -> None:
    change = list_changes(*two, ["id"], "changed", 1, 1)[0]
    assert change.key == {"id": "2"}
    assert change.old == {"id": "2", "nom": "b"}
    assert change.new == {"id": "2", "nom": ""}


def test_a_new_column_without_values_changes_nothing(tmp_path: Path) -> None:
    old = {"": normalised(tmp_path / "old.csv", ["id"], [["1"], ["2"]])}
    new = {"": normalised(tmp_path / "new.csv", ["nom", "id"], [["", "1"], ["x", "2"]])}
    assert count_changes(old, new, ["id"]) == Changes(changed=1)
    assert list_changes(old, new, ["id"], None, 0, 9)[0].old == {"nom": "", "id": "2"}


def test_texts_are_compared_as_they_are_written(tmp_path: Path) -> None:
    old = {"": normalised(tmp_path / "old.csv", NAMES, [["1", "1.0"]])}
    new = {"": normalised(tmp_path / "new.csv", NAMES, [["1", "1.00"]])}
    assert count_changes(old, new, ["id"]) == Changes(changed=1)


def test_a_row_that_goes_to_another_publication_is_the_same(tmp_path: Path) -> None:
    one, two = [["1", "a"], ["2", "b"]], [["3", "c"]]
    old = {
        "2023": normalised(tmp_path / "a.csv", NAMES, one),
        "2024": normalised(tmp_path / "b.csv", NAMES, two),
    }
    new = {
        "2024": normalised(tmp_path / "c.csv", NAMES, [*two, one[1]]),
        "2023": normalised(tmp_path / "d.csv", NAMES, one[:1]),
    }
    assert count_changes(old, new, ["id"]) == Changes()
    assert count_changes(old, new, []) == Changes()


def test_a_publication_withdrawn_removes_its_rows(tmp_path: Path) -> None:
    kept = normalised(tmp_path / "a.csv", NAMES, OLD)
    gone = normalised(tmp_path / "b.csv", NAMES, [["9", "z"]])
    assert count_changes({"a": kept, "b": gone}, {"a": kept}, ["id"]) == Changes(removed=1)
    assert count_changes({}, {"a": kept}, ["id"]) == Changes(added=len(OLD))
    assert count_changes({}, {}, ["id"]) == Changes()


def test_a_part_with_the_same_bytes_is_not_read(tmp_path: Path) -> None:
    unreadable = b'id,nom\n1,"a\n'
    paths = [tmp_path / name for name in ("a.csv", "b.csv")]
    for path in paths:
        path.write_bytes(unreadable)
    assert count_changes({"x": paths[0]}, {"x": paths[1]}, ["id"]) == Changes()


def test_real_versions_of_a_table_are_compared(real_files: Path, tmp_path: Path) -> None:
    folder = real_files / "projets_infrastructures"
    (old, names, before), (new, other, after) = (
        real_table(folder / f"tableau_de_bord_{day}.csv", tmp_path)
        for day in ("2025-06-10", "2026-03-18")
    )
    changes = count_changes({"": old}, {"": new}, [])
    assert names == other
    assert changes.added == (Counter(after) - Counter(before)).total()
    assert changes.removed == (Counter(before) - Counter(after)).total()
