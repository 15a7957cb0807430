"""A reader's report reaches who answers for the set, and nothing else does."""

from collections.abc import Iterator

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.tests import factories
from ckanext.donneesqc.reference import reports
from ckanext.donneesqc.reference.model import ErrorReport

from tests.extension.deposits.readers import Reader
from tests.extension.deposits.smtp import Mailbox, mailbox
from tests.extension.reference.library import Library, unique

ROWS = ({"code": "a", "nom": "A"},)
WORDS = "La population est celle de 2019."


@pytest.fixture
def name(library: Library) -> str:
    """Publish a set."""
    model.Session.query(ErrorReport).delete()
    model.Session.commit()
    said = unique("signale")
    library.dataset(said, ROWS)
    library.declare(said)
    return said


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """Have a mail server."""
    with mailbox() as box:
        monkeypatch.setitem(tk.config, "smtp.server", f"127.0.0.1:{box.port}")
        monkeypatch.setitem(tk.config, "smtp.mail_from", "portail@donneesqc.local")
        yield box


def send(library: Library, name: str, **fields: str):
    """Fill in the form."""
    said = {"identifier": "a", "words": WORDS, "answer_to": "", "site": "", **fields}
    return library.app.post(f"/reference/{name}/signaler", data=said, follow_redirects=False)


def test_a_report_reaches_the_steward(library: Library, name: str, letters: Mailbox) -> None:
    library.call("package_patch", id=name, maintainer_email="equipe@ministere.qc.ca")
    assert send(library, name, answer_to="lectrice@exemple.qc.ca").status_code == 302
    reports.send_waiting()
    assert letters.recipients() == ["equipe@ministere.qc.ca"]
    (report,) = model.Session.query(ErrorReport)
    assert report.sent is not None
    reports.send_waiting()
    assert len(letters.recipients()) == 1


def test_who_reports_comes_back_to_the_entity_and_is_told_the_truth(
    library: Library, name: str, letters: Mailbox
) -> None:
    library.call("package_patch", id=name, maintainer_email="equipe@ministere.qc.ca")
    assert "Équipe d’essai" in library.app.get(f"/reference/{name}/signaler").text
    assert send(library, name).headers["Location"].endswith(f"/reference/{name}/a")
    known = reports.find_set(name)
    assert known
    assert reports.is_sent(known)
    library.call("package_patch", id=name, maintainer_email="")
    assert not reports.is_sent(known)


def test_those_who_act_read_what_waits(library: Library, name: str) -> None:
    send(library, name, answer_to="lectrice@exemple.qc.ca")
    place = f"/reference/{name}/certification"
    page = Reader(library.app, library, library.editor).get(place).text
    assert WORDS in page
    assert "pas encore transmise" in page
    assert "lectrice@exemple.qc.ca" not in library.app.get(place).text


def test_without_an_address_the_organisation_is_told(library: Library, name: str) -> None:
    admin = factories.User()
    organization = model.Group.get(library.organization)
    model.Session.add(
        model.Member(table_name="user", table_id=admin["id"], group=organization, capacity="admin")
    )
    model.Session.commit()
    known = reports.find_set(name)
    assert known
    assert reports.stewards(known) == [model.User.get(admin["id"]).email]


@pytest.mark.parametrize(
    "fields",
    [{"words": "Non"}, {"answer_to": "moi"}, {"identifier": "zzz"}, {"words": "a" * 5_000}],
)
def test_what_says_nothing_comes_back(library: Library, name: str, fields: dict) -> None:
    answer = send(library, name, **fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert model.Session.query(ErrorReport).count() == 0


def test_what_a_machine_fills_in_is_dropped(library: Library, name: str) -> None:
    assert send(library, name, site="https://achetez.example").status_code == 302
    assert model.Session.query(ErrorReport).count() == 0


def test_a_sender_has_five_reports_an_hour(library: Library, name: str) -> None:
    for _ in range(5):
        assert send(library, name).status_code == 302
    assert send(library, name).status_code == 429
    assert "127.0.0.1" not in {row.sender for row in model.Session.query(ErrorReport)}


def test_a_form_of_another_site_is_refused(
    library: Library, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(library.app.flask_app.config, "WTF_CSRF_ENABLED", True)
    assert send(library, name).status_code == 400


def test_words_of_a_report_are_shown_as_they_are(library: Library, name: str) -> None:
    answer = send(library, name, words="<b>x</b>", identifier="zzz")
    assert "<b>x</b>" not in answer.text
    assert "&lt;b&gt;" in answer.text
