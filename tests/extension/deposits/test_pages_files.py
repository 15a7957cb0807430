"""The files of versions: in parts, again, to their readers alone, never after a withdrawal."""

from urllib.parse import urlsplit

import pytest
from ckan.tests.helpers import CKANTestApp

from tests.extension.deposits.readers import Reader
from tests.extension.deposits.world import FIRST, SECOND, World


@pytest.fixture
def reader(world: World, app: CKANTestApp) -> Reader:
    """Be anybody, once a version is published."""
    assert world.publish(FIRST)["state"] == "live"
    return Reader(app, world)


def place(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def raw(world: World) -> str:
    return place(world.versions()[-1]["raw"][0]["address"])


def derived(world: World, form: str = "csv") -> str:
    files = {file["form"]: file for file in world.versions()[-1]["files"]}
    return place(files[form]["address"])


def test_a_raw_file_comes_as_it_was_sent_and_is_asked_for_again(
    world: World, reader: Reader
) -> None:
    answer = reader.get(raw(world))
    assert answer.data == FIRST.encode()
    assert "filename=projets.csv" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_derived_file_may_be_kept_for_ever(world: World, reader: Reader) -> None:
    answer = reader.get(derived(world))
    assert answer.data.startswith(b"\xef\xbb\xbfid,nom,montant")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, s-maxage=3600, immutable"


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "datapackage"])
def test_every_form_is_there_with_its_type(world: World, reader: Reader, form: str) -> None:
    answer = reader.head(derived(world, form))
    assert answer.status_code == 200
    assert answer.data == b""
    assert int(answer.headers["Content-Length"]) > 0


def test_a_part_of_a_file_is_sent_and_an_unchanged_one_is_not(world: World, reader: Reader) -> None:
    for address in (raw(world), derived(world)):
        part = reader.get(address, Range="bytes=3-9")
        assert (part.status_code, len(part.data)) == (206, 7)
        assert reader.get(address, Range="bytes=99999-").status_code == 416
        tag = part.headers["ETag"]
        assert reader.get(address, If_None_Match=tag).status_code == 304


def test_a_name_that_is_not_the_file_s_leads_nowhere(world: World, reader: Reader) -> None:
    folder = raw(world).rpartition("/")[0]
    for name in ("autre.csv", "..%2f..%2fetc%2fpasswd"):
        assert reader.get(f"{folder}/{name}").status_code == 404
    assert reader.get(raw(world).replace("/-/", "/2024-2025/")).status_code == 404
    zeros = derived(world).split("/")
    zeros[4] = "0" * 64
    assert reader.get("/".join(zeros)).status_code == 404


def test_the_files_of_a_private_dataset_are_its_members_alone_and_kept_nowhere(
    world: World, reader: Reader, app: CKANTestApp
) -> None:
    world.call("package_patch", id=world.dataset, private=True)
    editor = Reader(app, world, world.editor)
    for address in (raw(world), derived(world)):
        assert reader.get(address).status_code == 404
        answer = editor.get(address)
        assert answer.status_code == 200
        assert set(answer.headers["Cache-Control"].split(", ")) == {"private", "no-store"}


def test_a_withdrawn_version_is_gone_and_says_why(world: World, reader: Reader) -> None:
    world.publish(SECOND)
    old_raw, old_derived = raw(world), derived(world)
    reason = {"reason": "Noms de personnes.", "decided_by": "Direction"}
    world.call("donneesqc_version_withdraw", dataset=world.dataset, number=1, **reason)
    answer = reader.get(old_raw)
    assert answer.status_code == 410
    assert "Noms de personnes." in answer.text
    assert "École" not in answer.text
    assert reader.get(old_derived).status_code == 404
    page = reader.get(f"/dataset/{world.dataset}/versions/1")
    assert page.status_code == 410
    assert "Direction" in page.text
