"""The Atom feed of a dataset's versions."""

from datetime import datetime

import pytest
from ckan.tests.helpers import CKANTestApp
from lxml import etree

from tests.extension.deposits.readers import Reader
from tests.extension.deposits.world import FIRST, SECOND, World

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def published(world: World) -> World:
    """Publish two versions."""
    world.publish(FIRST)
    world.publish(SECOND)
    return world


def read(world: World, app: CKANTestApp) -> etree._Element:
    answer = Reader(app, world).get(f"/dataset/{world.dataset}/versions.atom")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(answer.data)


def test_each_version_is_an_entry_newest_first_under_an_address_of_its_own(
    published: World, app: CKANTestApp
) -> None:
    feed = read(published, app)
    assert feed.xpath("a:entry/a:title/text()", namespaces=ATOM) == ["Version 2", "Version 1"]
    names = feed.xpath("a:entry/a:id/text()", namespaces=ATOM)
    assert names == feed.xpath("a:entry/a:link/@href", namespaces=ATOM)
    assert len(set(names)) == 2
    assert "ajoutées" in feed.xpath("a:entry/a:summary/text()", namespaces=ATOM)[0]
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"


def test_what_the_standard_asks_of_a_feed_is_there(published: World, app: CKANTestApp) -> None:
    feed = read(published, app)
    for place in ("", "a:entry/"):
        for name in ("id", "title", "updated"):
            assert feed.xpath(f"{place}a:{name}/text()", namespaces=ATOM)
    assert feed.xpath("a:author/a:name/text()", namespaces=ATOM) == ["Ministère des Essais"]
    assert feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM)
    moments = feed.xpath("//a:updated/text()", namespaces=ATOM)
    assert all(datetime.fromisoformat(moment).tzinfo for moment in moments)
    assert max(moments) == moments[0]


def test_a_withdrawal_is_told_under_the_same_name_with_its_reason(
    published: World, app: CKANTestApp
) -> None:
    before = read(published, app).xpath("a:entry/a:id/text()", namespaces=ATOM)
    given = {"number": 1, "reason": "Noms de personnes", "decided_by": "Direction"}
    published.call("donneesqc_version_withdraw", dataset=published.dataset, **given)
    feed = read(published, app)
    assert feed.xpath("a:entry/a:id/text()", namespaces=ATOM) == before
    titles = feed.xpath("a:entry/a:title/text()", namespaces=ATOM)
    assert titles == ["Version 2", "Version 1 retirée"]
    [said] = feed.xpath("a:entry[2]/a:summary/text()", namespaces=ATOM)
    assert "Noms de personnes. " in said


def test_the_dataset_s_page_leads_to_its_feed(published: World, app: CKANTestApp) -> None:
    body = Reader(app, published).get(f"/dataset/{published.dataset}").text
    assert f'/dataset/{published.dataset}/versions.atom" />' in body


def test_a_private_dataset_s_feed_is_its_members_alone(published: World, app: CKANTestApp) -> None:
    published.call("package_patch", id=published.dataset, private=True)
    address = f"/dataset/{published.dataset}/versions.atom"
    assert Reader(app, published).get(address).status_code == 404
    answer = Reader(app, published, published.editor).get(address)
    assert "no-store" in answer.headers["Cache-Control"]
