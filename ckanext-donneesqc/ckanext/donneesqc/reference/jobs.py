"""Bring the registers up to date in the background."""

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.donneesqc.reference import exported, rechecks, register
from ckanext.donneesqc.reference.certification import jobs as certification_jobs
from ckanext.donneesqc.reference.certification.promised import bound_set
from ckanext.donneesqc.reference.sets import set_of
from sqlalchemy import event

LONGEST = 3_600  # seconds


def enqueue(name: str) -> None:
    """Have a worker bring a set's register up to date."""
    tk.enqueue_job(refresh, [name], title="reference", rq_kwargs={"timeout": LONGEST})


def follow(package_id: str) -> None:
    """Have a worker look at a dataset once it is written, if it is a reference."""
    known = set_of(package_id)
    if known is not None:
        name = known.name
        bound = bound_set(package_id) is not None
        event.listen(model.Session(), "after_commit", lambda _: _look_at(name, bound), once=True)


def _look_at(name: str, bound: bool) -> None:
    enqueue(name)
    if bound:  # what readers are told of it isn't what it was any more
        certification_jobs.enqueue(name)


def refresh(name: str) -> None:
    """Bring a set's register up to date, and all that reads it or refers to it."""
    changed = register.refresh(name)
    exported.write(name)
    if changed:
        rechecks.check_referring(name)
    model.Session.remove()
