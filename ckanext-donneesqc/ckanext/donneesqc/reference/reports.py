"""Errors that readers report: written down first, then sent to who answers for the set."""

import hashlib
import hmac
import logging
import re
from collections.abc import Mapping
from datetime import timedelta

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.mailer import mail_recipient
from ckan.types import ErrorDict
from ckanext.donneesqc.reference.entities import find_entity
from ckanext.donneesqc.reference.model import ErrorReport, ReferenceSet, now
from ckanext.donneesqc.reference.sets import find_set, package_of
from ckanext.donneesqc.reference.shown import address
from sqlalchemy import text

LONGEST, SHORTEST = 4_000, 10  # letters
ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
MOST, HOUR = 5, timedelta(hours=1)  # reports of a sender in an hour
MOST_ALL = 50  # of all senders, about a set
SPACE = 7_201_304  # of our advisory locks: reports are counted one at a time
SHOWN = 20
ROLE = "admin"
log = logging.getLogger(__name__)


class TooMany(tk.ValidationError):
    """A sender, or all of them, reported more than a steward can read."""


def wrong_with(known: ReferenceSet, said: Mapping[str, str]) -> ErrorDict:
    """Return what is wrong with a report, by field."""
    found: ErrorDict = {}
    if not SHORTEST <= len(said["words"]) <= LONGEST:
        found["words"] = [tk._("Say in a few words what is wrong.")]
    if said["answer_to"] and not ADDRESS.fullmatch(said["answer_to"]):
        found["answer_to"] = [tk._("This email address can’t be one.")]
    if said["identifier"] and find_entity(known.name, said["identifier"]) is None:
        found["identifier"] = [tk._("This identifier was never given.")]
    return found


def write_down(known: ReferenceSet, identifier: str, words: str, answer_to: str) -> None:
    """Write down what a reader reports, and have it sent; raises TooMany.

    The sender is known by a mark that only this portal can make, and forgotten with the report's
    answer: no address of the network is kept.
    """
    sender, since = _sender(), now() - HOUR
    model.Session.execute(text("SELECT pg_advisory_xact_lock(:space)"), {"space": SPACE})
    recent = model.Session.query(ErrorReport).filter(ErrorReport.at > since)
    of_set = recent.filter_by(set_name=known.name)
    if recent.filter_by(sender=sender).count() >= MOST or of_set.count() >= MOST_ALL:
        raise TooMany({"words": [tk._("Too many reports: try again in an hour.")]})
    report = ErrorReport(
        set_name=known.name,
        identifier=identifier,
        words=words,
        answer_to=answer_to,
        sender=sender,
        at=now(),
    )
    model.Session.add(report)
    model.Session.commit()
    tk.enqueue_job(send_waiting, title="reports")


def send_waiting() -> None:
    """Send the reports that wait; those that nobody can be sent yet go on waiting."""
    if not tk.config.get("smtp.mail_from"):
        return
    waiting = model.Session.query(ErrorReport).filter(ErrorReport.sent.is_(None))
    for report in waiting.order_by(ErrorReport.id).with_for_update(skip_locked=True):
        known = find_set(report.set_name)
        recipients = stewards(known) if known else []
        if not recipients:
            log.warning("Report %s waits: nobody answers for %s", report.id, report.set_name)
            continue
        reached = [_reaches(report, recipient) for recipient in recipients]
        if any(reached):
            report.sent = now()
    model.Session.commit()


def _reaches(report: ErrorReport, recipient: str) -> bool:
    """Send a report to somebody; say whether it went."""
    try:
        _send(report, recipient)
    except Exception as reason:  # noqa: BLE001 - none is lost, whatever is wrong with one
        log.warning("Report %s waits: %s", report.id, type(reason).__name__)
        return False
    return True


def latest(set_name: str) -> list[ErrorReport]:
    """Return the last errors reported in a set, the latest first."""
    query = model.Session.query(ErrorReport).filter_by(set_name=set_name)
    return query.order_by(ErrorReport.id.desc()).limit(SHOWN).all()


def is_sent(known: ReferenceSet) -> bool:
    """Say whether somebody is sent the reports about a set."""
    return bool(tk.config.get("smtp.mail_from") and stewards(known))


def stewards(known: ReferenceSet) -> list[str]:
    """Return the addresses of who answers for a set: the dataset's, else its organisation's."""
    package = package_of(known)
    said = package.maintainer_email or package.author_email
    if said:
        return [said]
    members = model.Session.query(model.Member).filter_by(
        group_id=package.owner_org, table_name="user", capacity=ROLE, state=model.State.ACTIVE
    )
    users = (model.User.get(member.table_id) for member in members)
    return [user.email for user in users if user and user.email]


def _send(report: ErrorReport, recipient: str) -> None:
    place = address(report.set_name, report.identifier) if report.identifier else ""
    subject = tk._("Error reported in {name}").format(name=report.set_name)
    lines = [
        place or address(report.set_name),
        report.words,
        tk._("Answer to: {address}").format(address=report.answer_to or "—"),
    ]
    mail_recipient("", recipient, subject, "\n\n".join(lines))


def _sender() -> str:
    """Return a mark of who asks, that nobody can read an address from."""
    key = str(tk.config["SECRET_KEY"]).encode()
    who = f"{tk.request.remote_addr} {now().date()}".encode()
    return hmac.new(key, who, hashlib.sha256).hexdigest()[:16]
