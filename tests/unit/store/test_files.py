"""The same bytes are written once, whole or not at all, whoever else is writing."""

import hashlib
import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.store import Store, StoredFile


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Open an empty store."""
    return Store(tmp_path / "store")


def files(store: Store) -> list[Path]:
    """Return every file of the store."""
    return sorted(path for path in store.root.rglob("*") if path.is_file())


@given(chunks=st.lists(st.binary(max_size=20), max_size=6))
def test_a_file_is_named_by_the_hash_of_all_its_bytes(
    chunks: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = Store(tmp_path_factory.mktemp("store"))
    content = b"".join(chunks)
    stored = store.add(chunks)
    assert stored == StoredFile(hashlib.sha256(content).hexdigest(), len(content))
    assert store.path(stored.sha256).read_bytes() == content


def test_the_same_bytes_twice_are_written_once(store: Store) -> None:
    stored = store.add([b"ab", b"c"])
    before = store.path(stored.sha256).stat()
    assert store.add([b"abc"]) == stored
    after = store.path(stored.sha256).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert files(store) == [store.path(stored.sha256)]


def test_a_raw_file_can_t_be_written_over(store: Store) -> None:
    path = store.path(store.add([b"abc"]).sha256)
    assert not path.stat().st_mode & 0o222


def test_a_stream_that_fails_leaves_nothing(store: Store) -> None:
    def broken() -> Iterator[bytes]:
        yield b"abc"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        store.add(broken())
    assert files(store) == []


def _add_often(root: Path, content: bytes, start: multiprocessing.Barrier) -> None:
    start.wait()
    for _ in range(50):
        Store(root).add([content[:500_000], content[500_000:]])
        Store(root).write_once("snapshots/s/p/k.json", {"a": 1})
        Store(root).write_latest("outcomes/s.json", {"b": [1] * 1000})


def test_processes_that_add_the_same_bytes_together_keep_one_whole_file(store: Store) -> None:
    content = b"x" * 1_000_000
    fork = multiprocessing.get_context("fork")
    start = fork.Barrier(3)
    workers = [fork.Process(target=_add_often, args=(store.root, content, start)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    path = store.path(hashlib.sha256(content).hexdigest())
    assert path.read_bytes() == content
    assert files(store) == sorted(
        [path, store.root / "snapshots/s/p/k.json", store.root / "outcomes/s.json"]
    )
    assert store.read("outcomes/s.json") == {"b": [1] * 1000}


def test_history_is_append_only_and_the_latest_is_replaced(store: Store) -> None:
    store.write_once("a/1.json", {"n": 1})
    store.write_once("a/1.json", {"n": 2})
    store.write_latest("b/1.json", {"n": 1})
    store.write_latest("b/1.json", {"n": 2})
    assert (store.read("a/1.json"), store.read("b/1.json")) == ({"n": 1}, {"n": 2})


def test_facts_are_listed_oldest_first(store: Store) -> None:
    for name in ("c", "a", "b"):
        store.write_once(f"s/{name}.json", {})
    assert store.list("s") == ["s/c.json", "s/a.json", "s/b.json"]
    assert store.list("nothing") == []


def test_facts_that_were_never_written_are_not_found(store: Store) -> None:
    with pytest.raises(FileNotFoundError):
        store.read("a.json")
