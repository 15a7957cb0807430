"""The scripts of maps: one version a page, compressed, and nothing else of the disk."""

import gzip

import pytest
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.geo.code import FOLDER, mark, modules

pytestmark = pytest.mark.usefixtures("with_plugins")


def test_a_module_is_compressed_and_kept_for_good(app: CKANTestApp) -> None:
    answer = app.get(f"/carte/code/{mark()}/main.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert gzip.decompress(answer.data) == (FOLDER / "main.js").read_bytes()


def test_who_cannot_read_it_compressed_gets_it_whole(app: CKANTestApp) -> None:
    answer = app.get(f"/carte/code/{mark()}/map.css", headers={"Accept-Encoding": "identity"})
    assert answer.headers["Content-Type"].startswith("text/css")
    assert answer.data == (FOLDER / "map.css").read_bytes()


@pytest.mark.parametrize("name", modules())
def test_every_module_that_a_page_names_is_there(app: CKANTestApp, name: str) -> None:
    assert app.get(f"/carte/code/{mark()}/{name}", status=200).data


@pytest.mark.parametrize(
    "path",
    [
        "0123456789abcdef/main.js",  # of another version
        "{mark}/absent.js",
        "{mark}/vendor",
        "{mark}/../code.py",
        "{mark}/..%2Fcode.py",
        "{mark}//etc/passwd",
        "{mark}/vendor/../../config.py",
    ],
)
def test_nothing_else_is_sent(app: CKANTestApp, path: str) -> None:
    answer = app.get("/carte/code/" + path.format(mark=mark()))
    assert answer.status_code == 404
