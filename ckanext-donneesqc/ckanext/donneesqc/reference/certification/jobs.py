"""Put sets to the tests in the background."""

from datetime import datetime

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.donneesqc.reference import reports
from ckanext.donneesqc.reference.certification import facet, log, runs
from ckanext.donneesqc.reference.model import now

LONGEST = 2_000  # seconds


def enqueue(name: str) -> None:
    """Have a worker put a set to the tests."""
    asked = [name, now().isoformat()]
    tk.enqueue_job(test, asked, title="certification", rq_kwargs={"timeout": LONGEST})


def test(name: str, asked: str) -> None:
    """Put a set to the tests, unless that began since it was asked.

    Also check the public log, tell the search engine what lapsed, and send the reports that wait.
    """
    last = runs.last_attempt(name)
    if last is None or last < datetime.fromisoformat(asked):
        runs.put_to_the_tests(name)
    facet.tell_what_lapsed()
    log.check()
    reports.send_waiting()
    model.Session.remove()
