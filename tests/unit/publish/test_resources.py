"""A resource is sent again only where it differs from what the portal shows."""

import json

import pytest

from pipelines.publish.resources import _different, _file_fields, _find, _first_seen
from tests.unit.publish.test_provenance import SNAPSHOT


def test_what_the_portal_shows_equal_is_not_sent() -> None:
    facts = {"b": 1, "a": ["é"]}
    shown = {"hash": "x", "taille_entier": 3, "provenance": facts, "description": None, "more": 1}
    sent = {
        "hash": "x",
        "taille_entier": "3",
        "provenance": json.dumps(facts, ensure_ascii=False, sort_keys=True),
        "description": "",
    }
    assert _different(shown, sent) == {}


@pytest.mark.parametrize("key", ["hash", "taille_entier", "provenance", "absent"])
def test_what_differs_is_sent_alone(key: str) -> None:
    shown = {"hash": "x", "taille_entier": 3, "provenance": {"a": 1}}
    assert _different(shown, {key: "new"}) == {key: "new"}


@pytest.mark.parametrize(
    ("size", "megabytes"), [(0, "0"), (1, "1"), (1_000_000, "1"), (1_000_001, "2")]
)
def test_a_size_is_in_whole_megabytes_rounded_up(size: int, megabytes: str) -> None:
    assert _file_fields("ab", size) == {
        "hash": "ab",
        "taille_entier": megabytes,
        "resource_type": "donnees",
    }


def test_a_resource_is_found_by_its_role_its_publication_and_its_name() -> None:
    items = [
        {"role": "original", "publication": "2023-2024", "name": "n"},
        {"role": "compagnon", "publication": "2024-2025", "name": "n"},
        {"role": "original", "publication": "2024-2025", "name": "n", "id": "found"},
        {"name": "déposée à la main"},
    ]
    found = _find({"resources": items}, "original", "2024-2025", "n")
    assert found == items[2]
    assert _find({"resources": items}, "normalise", "2024-2025", "n") is None


def test_the_first_date_of_unchanged_bytes_stays_and_new_bytes_have_their_own() -> None:
    known = {"sha256": SNAPSHOT.sha256, "address": "old", "retrieved": "before"}
    assert _first_seen({"provenance": known}, SNAPSHOT) == {"address": "old", "retrieved": "before"}
    assert _first_seen({"provenance": {**known, "sha256": "other"}}, SNAPSHOT) == {}
    assert _first_seen({}, SNAPSHOT) == {}
    assert _first_seen(None, SNAPSHOT) == {}
