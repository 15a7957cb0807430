"""nginx in front of the portal: cache, compression, parts of files, large uploads."""

import re
from http import HTTPStatus
from http.client import HTTPConnection

import httpx
import pytest
from embedded.settings import Settings

from tests.stack.portal import action


@pytest.fixture(scope="module")
def home(stack: Settings) -> httpx.Response:
    """Return the home page as a browser asks for it."""
    return httpx.get(stack.portal, headers={"Accept-Encoding": "gzip"})


def test_pages_are_compressed(home: httpx.Response) -> None:
    assert home.headers["Content-Encoding"] == "gzip"


def test_compiled_assets_may_be_kept_for_good(stack: Settings, home: httpx.Response) -> None:
    paths = re.findall(r'/webassets/[^"?]+', home.text)
    assert paths, "the home page loads no compiled asset"
    for path in paths:
        assert "immutable" in httpx.get(f"{stack.portal}{path}").headers["Cache-Control"]


def test_a_part_of_a_published_file_can_be_asked_for(stack: Settings) -> None:
    dataset = action(stack, "package_search", rows=1)["results"][0]
    address = dataset["resources"][0]["url"]
    whole = httpx.get(address).content
    part = httpx.get(address, headers={"Range": "bytes=5-14", "Accept-Encoding": "identity"})
    assert part.status_code == 206
    assert part.content == whole[5:15]


def test_an_upload_beyond_the_limit_is_refused_before_it_is_sent(stack: Settings) -> None:
    link = HTTPConnection("127.0.0.1", stack.ports.portal)
    link.putrequest("POST", "/api/3/action/resource_create")
    link.putheader("Content-Length", str(1025 * 1024 * 1024))
    link.endheaders()
    answer = link.getresponse()
    assert answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "Fichier trop volumineux" in answer.read().decode()
