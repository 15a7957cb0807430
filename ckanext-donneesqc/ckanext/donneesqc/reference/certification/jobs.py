"""Put sets to the tests in the background."""

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.donneesqc.reference import reports
from ckanext.donneesqc.reference.certification import log, runs

LONGEST = 2_000  # seconds


def enqueue(name: str) -> None:
    """Have a worker put a set to the tests."""
    tk.enqueue_job(test, [name], title="certification", rq_kwargs={"timeout": LONGEST})


def test(name: str) -> None:
    """Put a set to the tests; check the public log, and send again the reports that wait."""
    runs.put_to_the_tests(name)
    log.check()
    reports.send_waiting()
    model.Session.remove()
