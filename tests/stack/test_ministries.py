"""The ministries' server gives files as a ministry's does, and nothing else."""

import json

import httpx
import pytest
from embedded.settings import Settings


@pytest.fixture
def address(stack: Settings) -> str:
    """Return the address of one file of the embedded sources."""
    file = sorted(stack.sources.rglob("*.csv"))[0]
    return f"http://127.0.0.1:{stack.ports.sources}/{file.relative_to(stack.sources)}"


def test_a_file_has_what_a_client_needs_to_ask_again_cheaply(address: str) -> None:
    first = httpx.get(address)
    assert first.headers["ETag"]
    assert first.headers["Last-Modified"]
    again = httpx.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_part_of_a_file_can_be_asked_for(address: str) -> None:
    whole = httpx.get(address).content
    part = httpx.get(address, headers={"Range": "bytes=10-19"})
    assert part.status_code == 206
    assert part.content == whole[10:20]


def test_a_dataset_is_shown_as_a_ckan_portal_shows_it(stack: Settings) -> None:
    file = sorted(stack.sources.rglob("package_show/*.json"))[0]
    folder = file.parent.relative_to(stack.sources)
    address = f"http://127.0.0.1:{stack.ports.sources}/{folder}"
    answer = httpx.get(address, params={"id": file.stem})
    assert answer.json() == json.loads(file.read_text(encoding="utf-8"))
    assert httpx.get(address, params={"id": "inconnu"}).status_code == 404
    assert httpx.get(address, params={"id": "../package_show/" + file.stem}).status_code == 404
