"""What is wrong stays out, is kept, and is told by e-mail to those concerned, once."""

import os
from base64 import b64encode
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckanext.donneesqc.deposits import store
from ckanext.donneesqc.deposits.model import Mail
from ckanext.donneesqc.deposits.work import mail

from tests.extension.deposits.smtp import Mailbox, mailbox
from tests.extension.deposits.world import FIRST, World, work

WRONG = "id,nom,montant\n1,École,beaucoup\n"


@pytest.fixture
def letters(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """Have the portal write to a real mail server on this machine."""
    with mailbox() as box:
        monkeypatch.setitem(tk.config, "smtp.server", f"127.0.0.1:{box.port}")
        monkeypatch.setitem(tk.config, "smtp.mail_from", "portail@exemple.quebec")
        yield box


def test_a_wrong_file_is_kept_with_its_report_and_the_valid_version_stays(world: World) -> None:
    world.publish(FIRST)
    found = world.publish(WRONG)
    assert (found["state"], found["errors"]) == ("quarantined", 1)
    assert "beaucoup" in found["first_errors"][0]
    assert world.rows()[0]["nom"] == "École"
    assert store.raw(world.package_id, found["id"]).read_text(encoding="utf-8") == WRONG
    report = world.call("donneesqc_deposit_show", id=found["id"], include_report=True)["report"]
    assert report["valid"] is False


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x00\x01\x02\x03" * 100, "decode-"),
        (b"PK\x03\x04 pas un classeur", "decode-"),
        ("id,nom,montant\n1,École\n".encode(), "deposit-invalid"),
        (b"\n \n", "decode-"),
    ],
)
def test_what_can_not_be_read_is_quarantined_and_says_why(
    world: World, content: bytes, code: str
) -> None:
    found = world.publish(content)
    assert found["state"] == "quarantined"
    assert found["steps"][-1]["code"].startswith(code)
    assert found["steps"][-1]["sentence"]


def test_what_the_database_can_not_hold_is_quarantined_and_the_valid_version_stays(
    world: World,
) -> None:
    schema = {"fields": [{"name": "cle", "type": "string"}], "primaryKey": ["cle"]}
    world.publish("cle\na\n", table_schema=schema)
    long = b64encode(os.urandom(20_000)).decode()  # more than an index takes
    found = world.publish(f"cle\nb\n{long}\n", table_schema=schema)
    assert found["state"] == "quarantined"
    assert found["steps"][-1]["code"] == "deposit-unloadable"
    assert [row["cle"] for row in world.rows()] == ["a"]


def test_undeclared_personal_information_is_quarantined(world: World) -> None:
    lines = "\n".join(f"{rank},p{rank}@exemple.ca" for rank in range(30))
    found = world.publish(f"id,contact\n{lines}\n", table_schema=None)
    assert found["state"] == "quarantined"
    declared = {
        "fields": [
            {"name": "id", "type": "integer"},
            {"name": "contact", "type": "string",
             "donneesqc:public": {"kind": ["courriel"], "reason": "Adresses de service."}},
        ]
    }  # fmt: skip
    assert world.publish(f"id,contact\n{lines}\n", table_schema=declared)["state"] == "live"


def test_a_guideline_that_is_not_kept_is_published_as_such(world: World) -> None:
    content = FIRST.replace(",", ";")
    assert world.publish(content)["state"] == "live"


def test_the_respondent_and_the_datasets_contact_are_told_once(
    world: World, letters: Mailbox
) -> None:
    world.call("package_patch", id=world.dataset, maintainer_email="equipe@exemple.quebec")
    found = world.publish(WRONG)
    work()
    work()
    editor = model.User.get(world.editor).email.lower()
    assert sorted(letters.recipients()) == sorted([editor, "equipe@exemple.quebec"])
    letter = message_from_bytes(letters.letters[0].content, policy=default)
    text = letter.get_body(("plain",)).get_content()
    assert "Projets d’essai" in letter["Subject"]
    assert "beaucoup" in text
    assert found["address"] in text


def test_nothing_is_sent_about_a_file_that_is_published(world: World, letters: Mailbox) -> None:
    world.publish(FIRST)
    work()
    assert letters.letters == []


def test_a_mail_server_that_is_down_is_tried_again(
    world: World, letters: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    up = tk.config["smtp.server"]
    monkeypatch.setitem(tk.config, "smtp.server", "127.0.0.1:9")
    world.publish(WRONG)
    waiting = model.Session.query(Mail).filter(Mail.sent.is_(None)).all()
    assert [item.tries for item in waiting] == [1]
    for item in waiting:
        item.retry_at = None
    model.Session.commit()
    monkeypatch.setitem(tk.config, "smtp.server", up)
    mail.send_waiting()
    assert len(letters.letters) == 1


def test_an_e_mail_that_was_being_sent_is_not_sent_again(world: World, letters: Mailbox) -> None:
    world.send(WRONG)
    monkey = mail._send

    def cut(*_: object) -> None:
        raise SystemExit

    mail._send = cut
    try:
        with pytest.raises(SystemExit):
            work()
    finally:
        mail._send = monkey
    model.Session.rollback()
    work()
    assert letters.letters == []
