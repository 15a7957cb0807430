"""A certificate can't be changed, taken over or signed by another; a log can't be rewritten."""

import copy
from typing import Any

import pytest

from pipelines.certification.canonical import canonical
from pipelines.certification.chain import FIRST, broken, link
from pipelines.certification.signing import NotSigned, key_name, new_key, public_key, signed, verify

PRIVATE = new_key()
PUBLIC = public_key(PRIVATE)
ADDRESS = "https://portail.example/reference/cle"
CERTIFICATE = {
    "@type": "Certificate",
    "state": "certifie",
    "tests": [{"code": "a", "passed": True}],
}


@pytest.fixture
def certificate() -> dict[str, Any]:
    """Return a signed certificate."""
    return copy.deepcopy(signed(CERTIFICATE, PRIVATE, ADDRESS))


def reason(certificate: dict[str, Any], public: bytes = PUBLIC) -> str:
    """Return why a certificate isn't as it was signed, "" when it is."""
    try:
        verify(certificate, public)
    except NotSigned as refusal:
        return refusal.reason
    return ""


def test_a_signed_certificate_is_verified(certificate: dict[str, Any]) -> None:
    assert reason(certificate) == ""
    reordered = dict(reversed(certificate.items()))
    assert reason(reordered) == ""


def test_any_change_is_seen(certificate: dict[str, Any]) -> None:
    for change in (
        {"state": "revoque"},
        {"tests": []},
        {"more": 1},
        {"tests": [{"code": "a", "passed": False}]},
    ):
        assert reason({**certificate, **change}) == "changed"
    del certificate["state"]
    assert reason(certificate) == "changed"


@pytest.mark.parametrize("value", ["", "AAAA", "é", "!!!", "A" * 10_000])
def test_another_signature_is_none(certificate: dict[str, Any], value: str) -> None:
    certificate["proof"]["proofValue"] = value
    assert reason(certificate) == "changed"


def test_the_address_of_the_key_is_signed_too(certificate: dict[str, Any]) -> None:
    method = f"https://ailleurs.example/cle#{key_name(PUBLIC)}"
    certificate["proof"]["verificationMethod"] = method
    assert reason(certificate) == "changed"


def test_all_of_the_proof_is_signed(certificate: dict[str, Any]) -> None:
    """Its kind can't be changed, and nothing is added to it."""
    assert reason({**certificate, "proof": {**certificate["proof"], "type": "Autre"}}) == "changed"
    assert reason({**certificate, "proof": {**certificate["proof"], "plus": "1"}}) == "changed"
    less = {key: value for key, value in certificate["proof"].items() if key != "type"}
    assert reason({**certificate, "proof": less}) == "changed"


def test_another_key_and_no_signature_are_said(certificate: dict[str, Any]) -> None:
    assert reason(certificate, public_key(new_key())) == "other-key"
    assert reason(CERTIFICATE) == "unsigned"
    assert reason({**certificate, "proof": "texte"}) == "unsigned"


def test_a_key_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="Could not|not an|Unable|deserialize"):
        verify(signed(CERTIFICATE, PRIVATE, ADDRESS), b"-----BEGIN PUBLIC KEY-----\n")


def test_numbers_that_may_be_written_in_several_ways_are_refused() -> None:
    assert canonical({"b": [1, "é", None], "a": True}) == '{"a":true,"b":[1,"é",null]}'.encode()
    for value in ({"a": 0.1}, [[1.0]], {"é": 1}):
        with pytest.raises(TypeError):
            canonical(value)


def log() -> list[tuple[dict, str, str]]:
    """Return a log of five entries."""
    entries, previous = [], FIRST
    for number in range(5):
        entry = {"number": number, "state": "certifie"}
        own = link(previous, entry)
        entries.append((entry, previous, own))
        previous = own
    return entries


def test_a_log_as_it_was_written_has_nothing_broken() -> None:
    assert broken(log()) is None
    assert broken([]) is None


@pytest.mark.parametrize("position", range(5))
def test_an_entry_changed_taken_out_or_moved_is_seen(position: int) -> None:
    entries = log()
    entry, previous, own = entries[position]
    changed = [*entries]
    changed[position] = ({**entry, "state": "revoque"}, previous, own)
    assert broken(changed) == position
    if position < 4:
        assert broken(entries[:position] + entries[position + 1 :]) == position
        entries[position], entries[position + 1] = entries[position + 1], entries[position]
        assert broken(entries) == position


def test_an_entry_rewritten_with_its_hash_breaks_the_next() -> None:
    entries = log()
    entry, previous, _ = entries[2]
    forged = {**entry, "state": "revoque"}
    entries[2] = (forged, previous, link(previous, forged))
    assert broken(entries) == 3
