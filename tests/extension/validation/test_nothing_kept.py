"""Nothing is kept: the file goes once checked, the report after an hour."""

import os
import re
import stat
import sys
import time

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.lib.redis import connect_to_redis
from ckanext.donneesqc.validation import config, jobs, records, uploads

from tests.extension.validation.files import INVALID, PDF, VALID, ask, left, show, work

BUDGET = "budget-de-depenses"

pytestmark = pytest.mark.usefixtures("in_french")


@pytest.mark.parametrize("file", [VALID, INVALID, PDF], ids=["valid", "invalid", "no table"])
def test_the_file_is_deleted_once_checked(file: bytes) -> None:
    ask(file, schema=BUDGET)
    assert left() != []
    work()
    assert left() == []


def test_the_file_is_deleted_even_when_its_check_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs, "LONGEST", 0.01)
    ask(VALID)
    work()
    assert left() == []


def test_the_file_is_deleted_even_when_its_check_cant_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token = ask(VALID)["token"]
    monkeypatch.setattr(sys, "executable", "/absent/python")
    with pytest.raises(FileNotFoundError):
        jobs.check(token)
    assert left() == []


def test_a_file_too_large_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tk.config, config.MAX_SIZE, 1)
    with pytest.raises(tk.ValidationError):
        ask(b"x" * 1_500_000)
    assert left() == []


def test_what_is_older_than_an_hour_is_swept_at_the_next_upload() -> None:
    old, new = (config.folder() / ask(VALID)["token"] for _ in range(2))
    long_ago = time.time() - uploads.KEPT - 1
    os.utime(old, (long_ago, long_ago))
    ask(VALID)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_file_waits_in_a_folder_that_only_the_portal_reads_under_no_name_of_its_own() -> None:
    token = ask(VALID, "Paie de Jean.CSV")["token"]
    assert stat.S_IMODE(config.folder().stat().st_mode) == 0o700
    (file,) = (path for path in left() if path.endswith(".csv"))
    assert file == str(config.folder() / token / "fichier.csv")
    public = [path for path in tk.config["plugin_public_paths"] if str(config.folder()) in path]
    assert public == []


@pytest.mark.parametrize(
    "name", ["../../x.csv", "..\\..\\x.csv", "/etc/x.csv", "x.c/../sv", ".csv"]
)
def test_the_name_of_a_file_is_no_path(name: str) -> None:
    token = ask(VALID, name)["token"]
    assert all(path.startswith(str(config.folder() / token)) for path in left())
    assert not re.search(r"[/\\]", show(token)["name"])


def test_the_report_is_kept_for_an_hour_and_no_longer() -> None:
    token = ask(VALID)["token"]
    work()
    (key,) = connect_to_redis().keys(f"*{token}*")
    assert 3500 < connect_to_redis().ttl(key) <= 3600
    connect_to_redis().delete(key)
    with pytest.raises(tk.ObjectNotFound):
        show(token)


def test_redis_keeps_nothing_else_of_a_check() -> None:
    before = set(connect_to_redis().keys("*"))
    token = ask(b"nom\nJean Secret\n", "secret.csv")["token"]
    work()
    kept = set(connect_to_redis().keys("*")) - before
    assert not [key for key in kept if b"rq:job" in key]
    assert [key for key in kept if token.encode() in key]


def test_the_database_knows_nothing_of_a_check() -> None:
    def counts() -> list[int]:
        tables = model.meta.metadata.tables
        return [model.Session.query(tables[name]).count() for name in ("package", "resource")]

    before = counts()
    ask(VALID)
    work()
    assert counts() == before


def test_tokens_are_long_and_never_the_same() -> None:
    tokens = {ask(VALID)["token"] for _ in range(5)}
    assert len(tokens) == 5
    assert all(records.TOKEN.fullmatch(token) for token in tokens)


def test_a_check_whose_worker_died_is_not_waited_for() -> None:
    token = ask(VALID)["token"]
    records.start(token)
    assert show(token)["status"] == "waiting"
    record = records.read(token)
    assert record
    records._write(token, {**record, "since": time.time() - records.LOST - 1})
    assert show(token)["status"] == "failed"
