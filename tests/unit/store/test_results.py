"""The same input is worked on once; a result comes back as it was made."""

import multiprocessing
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines.messages import Refusal
from pipelines.store import Store
from pipelines.store.results import PACKAGES, fingerprint, remember, result_key


@dataclass(frozen=True)
class Made:
    """A result with frames, text and a report."""

    frame: pl.DataFrame
    empty: pl.DataFrame
    labels: list[str] = field(default_factory=list)
    report: dict = field(default_factory=dict)
    valid: bool = True


def made() -> Made:
    """Make a result with every type a step uses."""
    frame = pl.DataFrame(
        {"c": ["é\n", None], "n": [Decimal("1.50"), None], "d": [date(2024, 2, 29), None]}
    )
    empty = pl.DataFrame(schema={"_row": pl.UInt32, "code": pl.String})
    return Made(frame, empty, ["é", ""], {"errors": [{"row": 2, "cell": "«\u00a0x\u00a0»"}]}, False)


def test_a_result_comes_back_as_it_was_made(tmp_path: Path) -> None:
    found = remember(Store(tmp_path), "essai", "k", Made, made)
    assert found.frame.equals(made().frame)
    assert found.frame.schema == made().frame.schema
    assert found.empty.schema == made().empty.schema
    assert (found.labels, found.report, found.valid) == (
        made().labels,
        made().report,
        made().valid,
    )


def test_the_work_is_done_once_for_a_key_and_again_for_another(tmp_path: Path) -> None:
    calls: list[int] = []

    def work() -> Made:
        calls.append(1)
        return made()

    for key in ("a", "a", "b", "a"):
        remember(Store(tmp_path), "essai", key, Made, work)
    assert len(calls) == 2


def test_a_refusal_is_found_again_not_remembered(tmp_path: Path) -> None:
    def refuse() -> Made:
        raise Refusal("decode-empty")

    for _ in range(2):
        with pytest.raises(Refusal):
            remember(Store(tmp_path), "essai", "a", Made, refuse)
    assert remember(Store(tmp_path), "essai", "a", Made, made).labels == ["é", ""]


def _remember(root: Path, start: multiprocessing.Barrier) -> None:
    for key in range(20):
        start.wait(30)
        assert not remember(Store(root), "essai", str(key), Made, made).valid


def test_processes_that_make_the_same_result_together_keep_one(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")  # polars has threads, which a fork would lose
    start = context.Barrier(2)
    workers = [context.Process(target=_remember, args=(tmp_path, start)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    kept = sorted(path.name for path in (tmp_path / "results" / "essai").iterdir())
    assert kept == sorted(map(str, range(20)))


def test_a_key_depends_on_each_part_and_on_where_it_ends() -> None:
    keys = [result_key(*parts) for parts in (("a", "b"), ("ab", ""), ("a", "c"), ("b", "a"))]
    assert len(set(keys)) == 4
    assert result_key("a", "b") == keys[0]


def test_a_result_depends_on_the_code_the_tables_and_the_sources(tmp_path: Path) -> None:
    seen = set()
    for name, content in (
        ("a.py", "1"), ("a.py", "2"), ("b.csv", "1"), ("c.yaml", "1"), ("d/e.csv", "1"),
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        seen.add(fingerprint([tmp_path]))
    assert len(seen) == 5
    (tmp_path / "a.py").rename(tmp_path / "z.py")
    assert fingerprint([tmp_path]) not in seen


def test_the_reference_datasets_count_among_what_a_result_depends_on() -> None:
    assert set(PACKAGES) == {"pipelines", "reference_datasets"}
