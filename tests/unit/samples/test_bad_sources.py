"""The helpers of the bad-source tests do what they say: one defect each, on a real server."""

from pathlib import Path

import httpx
import pytest
from embedded.samples.__main__ import render
from embedded.samples.portal import FOLDER

from tests.bad_sources import DEFECTS, Ministries, ministries, spoil

DATASET = "comptes-publics-du-gouvernement-volume-2"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    served = tmp_path_factory.mktemp("served")
    render(served, "http://127.0.0.1:1")
    return served


def test_the_server_answers_package_show_as_a_portal_does(folder: Path) -> None:
    with ministries(folder) as server:
        answer = httpx.get(f"{server.base}/{FOLDER}/api/3/action/package_show?id={DATASET}")
    assert answer.json()["result"]["name"] == DATASET


def test_the_server_says_that_an_unchanged_file_is_unchanged(folder: Path) -> None:
    with ministries(folder) as server:
        address = server.base + _path(folder)
        tag = httpx.get(address).headers["ETag"]
        assert httpx.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_a_path_can_fail_and_heal(folder: Path) -> None:
    with ministries(folder) as server:
        server.fail(_path(folder))
        assert httpx.get(server.base + _path(folder)).status_code == 404
        server.heal()
        assert httpx.get(server.base + _path(folder)).status_code == 200


def test_a_truncated_file_is_shorter_than_announced(folder: Path) -> None:
    with ministries(folder) as server, pytest.raises(httpx.RemoteProtocolError):
        _truncated(server, _path(folder))


@pytest.mark.parametrize("defect", sorted(DEFECTS))
def test_a_defect_changes_the_file(tmp_path: Path, folder: Path, defect: str) -> None:
    file = tmp_path / "file.csv"
    original = (folder / _path(folder).lstrip("/")).read_bytes()
    file.write_bytes(original)
    spoil(file, defect)
    assert file.read_bytes() != original


def _truncated(server: Ministries, path: str) -> bytes:
    server.truncate(path)
    return httpx.get(server.base + path).content


def _path(folder: Path) -> str:
    file = next(folder.rglob("*_dep_supercat_*.csv"))
    return f"/{file.relative_to(folder).as_posix()}"
