"""What a portal answers wrong becomes a French sentence; who is asked and as whom is checked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.messages import Refusal
from pipelines.publish import Portal, open_portal
from tests.unit.fetch.ministry import Answer, Ministry, ministry, raw, redirect, serve
from tests.unit.tables import refusal_of

ACTION = "/api/3/action/package_show"


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start from an environment without portal, token or proxy."""
    for name in ("DONNEESQC_PORTAL", "DONNEESQC_JETON", "DONNEESQC_TOKEN_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def server() -> Iterator[Ministry]:
    with ministry() as running:
        yield running


@pytest.fixture
def portal(server: Ministry) -> Portal:
    return open_portal(f"{server.address('')}/", "jeton-secret")


def refused(portal: Portal) -> Refusal:
    """Return why the portal's answer is refused, whichever way it is asked."""
    with pytest.raises(Refusal) as stop:
        portal.call("package_show", {})
    with pytest.raises(Refusal) as again:
        portal.find("package_show", "a")
    assert again.value.code == stop.value.code
    assert "jeton-secret" not in str(stop.value)
    return stop.value


def test_a_result_is_returned_and_the_token_sent(server: Ministry, portal: Portal) -> None:
    server.answers[ACTION] = serve(b'{"success": true, "result": {"a": 1}}')
    assert portal.call("package_show", {"id": "x"}) == {"a": 1}
    assert server.asked[0][1]["Authorization"] == "jeton-secret"


def test_what_is_not_there_is_none(server: Ministry, portal: Portal) -> None:
    assert portal.find("package_show", "a") is None


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (b'{"error": {"message": "Acc\\u00e8s refus\\u00e9", "__type": "Authorization"}}', "Accès"),
        (b'{"error": {"title": ["Valeur manquante"], "__type": "V"}}', "title: Valeur manquante"),
        (b'{"error": "occup\\u00e9"}', "occupé"),
        (b"<html>oups</html>", "HTTP 500"),
        (b"[]", "HTTP 500"),
    ],
)
def test_a_refusal_gives_the_portal_s_own_reason(
    error: bytes, said: str, server: Ministry, portal: Portal
) -> None:
    server.answers[ACTION] = serve(error, 500)
    refusal = refused(portal)
    assert refusal.code == "portal-refused"
    assert said in str(refusal)
    assert "__type" not in str(refusal)


@pytest.mark.parametrize(
    "answer",
    [serve(b"<html>"), serve(b"[]"), serve(b'{"success": true}'), redirect("https://exemple.ca/")],
)
def test_what_is_no_portal_is_refused(answer: Answer, server: Ministry, portal: Portal) -> None:
    server.answers[ACTION] = answer
    refusal_of("portal-not-ckan", refused(portal), portal.address, "Vérifiez")


def test_a_portal_that_doesn_t_answer_is_unreachable(server: Ministry, portal: Portal) -> None:
    server.answers[ACTION] = raw(b"")
    refusal_of("portal-unreachable", refused(portal), portal.address, "recommencez")
    with pytest.raises(Refusal) as stop:
        open_portal("http://[", "t").call("package_show", {})
    assert stop.value.code == "portal-unreachable"


def test_without_a_token_or_an_address_nothing_is_asked() -> None:
    with pytest.raises(Refusal) as stop:
        open_portal("http://127.0.0.1")
    refusal_of("portal-no-token", stop.value, "DONNEESQC_JETON")
    with pytest.raises(Refusal) as stop:
        open_portal("", "t")
    refusal_of("portal-no-address", stop.value, "DONNEESQC_PORTAL")


def test_the_token_may_be_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "jeton").write_text(" abc\n", encoding="utf-8")
    monkeypatch.setenv("DONNEESQC_TOKEN_FILE", str(tmp_path / "jeton"))
    assert open_portal("http://127.0.0.1").client.headers["Authorization"] == "abc"
    monkeypatch.setenv("DONNEESQC_TOKEN_FILE", str(tmp_path / "absent"))
    with pytest.raises(Refusal) as stop:
        open_portal("http://127.0.0.1")
    refusal_of("file-missing", stop.value, "absent")


def test_a_token_with_spaces_around_it_is_that_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONNEESQC_JETON", " abc \n")
    assert open_portal("http://127.0.0.1").client.headers["Authorization"] == "abc"


def test_what_no_token_has_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for given in ("jeté", "a\nb"):
        with pytest.raises(Refusal) as stop:
            open_portal("http://127.0.0.1", given)
        refusal_of("portal-bad-token", stop.value, "Copiez-le")
    (tmp_path / "jeton").write_bytes(b"\xe9")
    monkeypatch.setenv("DONNEESQC_TOKEN_FILE", str(tmp_path / "jeton"))
    with pytest.raises(Refusal) as stop:
        open_portal("http://127.0.0.1")
    refusal_of("portal-bad-token", stop.value, "Copiez-le")


def test_a_denied_action_speaks_of_the_token(server: Ministry, portal: Portal) -> None:
    server.answers[ACTION] = serve(b'{"error": {"message": "Access denied"}}', 403)
    refusal_of("portal-denied", refused(portal), "package_show", "jeton", "rôle")
