"""The public log of the certification: appended to, never changed, each line tied to the last."""

import hashlib
import hmac
import logging
from collections.abc import Callable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.donneesqc.reference.certification.model import Entry
from ckanext.donneesqc.reference.model import now
from sqlalchemy import text

from pipelines.certification.chain import FIRST, broken, link

reports = logging.getLogger(__name__)
SPACE = 7_201_301  # of our advisory locks: one line at a time is written


def append(set_name: str, deed: str, **said: Any) -> Entry:
    """Write a line, in the transaction that does what it says."""
    model.Session.execute(text("SELECT pg_advisory_xact_lock(:space)"), {"space": SPACE})
    last = model.Session.query(Entry).order_by(Entry.id.desc()).first()
    previous = last.own if last else FIRST
    entry = {
        "at": now().isoformat(timespec="seconds"), "set": set_name, "deed": deed, **said,
    }  # fmt: skip
    written = Entry(entry=entry, previous=previous, own=link(previous, entry))
    model.Session.add(written)
    model.Session.flush()
    return written


def last_hash() -> str:
    """Return the hash of the last line, FIRST when there is none."""
    last = model.Session.query(Entry).order_by(Entry.id.desc()).first()
    return last.own if last else FIRST


def last_attempt(set_name: str) -> int:
    """Return the number of the line of a set's last tests, done or not, 0 when there is none."""
    found = last_line(set_name, "tested", "not-tested")
    return found.id if found else 0


def last_line(set_name: str, *deeds: str) -> Entry | None:
    """Return the last line about a set that says one of some deeds."""
    query = model.Session.query(Entry).filter(
        Entry.entry["set"].astext == set_name, Entry.entry["deed"].astext.in_(deeds)
    )
    return query.order_by(Entry.id.desc()).first()


def first_broken() -> int | None:
    """Return the number of the first line that isn't as it was written, None when all are."""
    lines = model.Session.query(Entry).order_by(Entry.id).all()
    found = broken((line.entry, line.previous, line.own) for line in lines)
    return None if found is None else lines[found].id


def check() -> None:
    """Say loudly that a line isn't as it was written, when one isn't."""
    number = first_broken()
    if number is not None:
        reports.error("The public log of certification was tampered with: line %s", number)


def mark_of(user: str) -> str:
    """Return a mark of who acts, by which this portal alone can say who it was."""
    key = str(tk.config["SECRET_KEY"]).encode()
    return hmac.new(key, user.encode(), hashlib.sha256).hexdigest()[:16]


def lines_of(
    set_name: str, limit: int, offset: int, is_hidden: Callable[[str], bool] = lambda _: False
) -> list[Mapping[str, Any]]:
    """Return some lines about a set, the latest first; of all sets for "".

    Of a hidden set only the hashes are told: everybody can check the whole chain.
    """
    query = model.Session.query(Entry).order_by(Entry.id.desc())
    if set_name:
        query = query.filter(Entry.entry["set"].astext == set_name)
    return [
        {
            "number": line.id,
            **({} if is_hidden(line.entry["set"]) else line.entry),
            "previous": line.previous,
            "hash": line.own,
        }
        for line in query.offset(offset).limit(limit)
    ]
