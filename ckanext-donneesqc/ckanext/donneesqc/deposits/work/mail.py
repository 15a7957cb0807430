"""Tell by e-mail that a deposit is in quarantine: once to each person, whatever happens."""

import hashlib
import logging
from datetime import timedelta

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.mailer import mail_recipient
from ckanext.donneesqc.deposits import records
from ckanext.donneesqc.deposits.model import Deposit, Mail, now
from ckanext.donneesqc.deposits.states import State
from ckanext.donneesqc.deposits.work.dataset import site_context
from sqlalchemy import or_

from pipelines.messages import message

FIRST, LONGEST, MOST_TRIES = 60, 4 * 3600, 20  # seconds, seconds, tries
log = logging.getLogger(__name__)


def send_waiting() -> None:
    """Send the e-mails that wait; one that the mail server refuses is tried again later.

    Nothing is sent, nor lost, by a portal that has no address to write from (`smtp.mail_from`).
    """
    if not tk.config.get("smtp.mail_from"):
        return
    for deposit_id, recipient in _waiting():
        mail = _claim(deposit_id, recipient)
        if mail is None:
            continue
        try:
            _send(records.known(deposit_id), recipient)
        except Exception as reason:  # noqa: BLE001 - none is lost, whatever is wrong with one
            log.warning("An e-mail about deposit %s waits: %s", deposit_id, type(reason).__name__)
            model.Session.rollback()
            mail.claimed = None
            mail.tries += 1
            pause = min(FIRST * 2 ** (mail.tries - 1), LONGEST)
            mail.retry_at = now() + timedelta(seconds=pause)
        else:
            mail.sent = now()
        model.Session.commit()


def _waiting() -> list[tuple[str, str]]:
    rows = (
        model.Session.query(Mail.deposit_id, Mail.recipient)
        .join(Deposit, Deposit.id == Mail.deposit_id)
        .filter(Deposit.state == State.QUARANTINED)  # one that was cancelled needs no letter
        .filter(Mail.claimed.is_(None), Mail.sent.is_(None), Mail.tries < MOST_TRIES)
        .filter(or_(Mail.retry_at.is_(None), Mail.retry_at <= now()))
        .all()
    )
    return [(row[0], row[1]) for row in rows]


def _claim(deposit_id: str, recipient: str) -> Mail | None:
    """Take an e-mail for oneself; nothing when another worker has."""
    taken = (
        model.Session.query(Mail)
        .filter(Mail.deposit_id == deposit_id, Mail.recipient == recipient)
        .filter(Mail.claimed.is_(None))
        .update({"claimed": now()}, synchronize_session=False)
    )
    model.Session.commit()
    return model.Session.get(Mail, (deposit_id, recipient)) if taken else None


def _send(deposit: Deposit, recipient: str) -> None:
    package = tk.get_action("package_show")(site_context(), {"id": deposit.package_id})
    subject = " ".join(message("deposit-mail-subject", title=package["title"]).split())
    # One identifier an e-mail: a server that gets it twice can tell.
    host = tk.h.get_site_protocol_and_host()[1].partition(":")[0]
    digest = hashlib.sha256(recipient.encode()).hexdigest()[:16]
    headers = {"Message-ID": f"<{deposit.id}.{digest}@{host}>"}
    mail_recipient("", recipient, subject, _body(deposit, package), headers=headers)


def _body(deposit: Deposit, package: dict) -> str:
    step = records.steps_of(deposit)[-1]
    address = tk.h.url_for(
        "donneesqc_deposits.deposit", name=package["name"], deposit_id=deposit.id, qualified=True
    )
    errors = [f"  • {text}" for text in deposit.facts.get("first_errors", [])]
    lines = [
        message("deposit-mail-what", file=deposit.file_name, title=package["title"]),
        message("deposit-mail-live"),
        "",
        message(step.code, **step.values) if step.code != "deposit-invalid" else "",
        *([message("deposit-mail-errors"), *errors] if errors else []),
        "",
        message("deposit-mail-report", address=address),
    ]
    return "\n".join(lines)
