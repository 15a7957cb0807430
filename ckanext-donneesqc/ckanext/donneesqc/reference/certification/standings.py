"""Move a set from one state of the certification to another."""

from collections.abc import Sequence
from datetime import date

from ckan import model
from ckanext.donneesqc.reference.certification import log
from ckanext.donneesqc.reference.certification.model import Certification, Run
from ckanext.donneesqc.reference.model import now
from ckanext.donneesqc.reference.sets import set_of

from pipelines.certification import states
from pipelines.certification.states import CERTIFIED, DRAFT, MACHINE, SUSPENDED, Standing


class Forbidden(Exception):  # noqa: N818 - what it is
    """Nobody in this role may move a set from this state to that one."""


class NotPassed(Exception):  # noqa: N818 - what it is
    """The set doesn't pass all tests, or wasn't put to them of late."""


def standing_of(set_name: str) -> Certification:
    """Return where a set stands: as a draft until it is submitted."""
    found = model.Session.get(Certification, set_name)
    return found or Certification(set_name=set_name, state=DRAFT, since=now(), by_hand=False)


def state_today(set_name: str) -> str:
    """Return the state that readers are told: a set that wasn't tested of late isn't certified."""
    run = last_run(set_name)
    tested = run.at.date() if run else None
    return states.read_on(standing_of(set_name).state, tested, now().date())


def last_run(set_name: str) -> Run | None:
    """Return the last putting of a set to the tests."""
    query = model.Session.query(Run).filter_by(set_name=set_name)
    return query.order_by(Run.id.desc()).first()


def promised_notice(package_id: str) -> int:
    """Return how many days ahead readers are told of a breaking change to a certified set.

    0 for a dataset that isn't certified, nor suspended from being so.
    """
    known = set_of(package_id)
    if known is None or standing_of(known.name).state not in (CERTIFIED, SUSPENDED):
        return 0
    return known.said["notice"]


def move(set_name: str, after: str, roles: Sequence[str], user: str, reason: str) -> Certification:
    """Move a set to another state, by somebody in some roles; raises Forbidden, NotPassed."""
    held = standing_of(set_name)
    able = [role for role in roles if states.may_move(held.state, after, role)]
    if not able:
        raise Forbidden(held.state, after)
    if after == CERTIFIED and not _passed_of_late(last_run(set_name)):
        raise NotPassed(set_name)
    return _moved(held, after, able[0], user, reason)


def _passed_of_late(run: Run | None) -> bool:
    if run is None or not run.passed:
        return False
    return states.read_on(CERTIFIED, run.at.date(), now().date()) == CERTIFIED


def failing_since(held: Certification) -> date | None:
    """Return since when the test that has failed longest does, None when none fails."""
    return min(map(date.fromisoformat, (held.failing or {}).values()), default=None)


def moved_by_machine(set_name: str, failed: Sequence[str], today: date) -> Certification:
    """Give a set the state that its last tests deserve on a day; `failed`: codes of tests.

    Each test has its own days of grace.
    """
    held = standing_of(set_name)
    before = held.failing or {}
    held.failing = {code: before.get(code, today.isoformat()) for code in failed}
    days = (held.certified_on, failing_since(held), held.suspended_on)
    after = states.moved_by_machine(Standing(held.state, *days, held.by_hand), today)
    if after != held.state:
        return _moved(held, after, MACHINE, "", "")
    if held.state != DRAFT:
        model.Session.add(held)
    return held


def _moved(held: Certification, after: str, actor: str, user: str, reason: str) -> Certification:
    before, today, mark = held.state, now().date(), log.mark_of(user) if user else ""
    if after == CERTIFIED and before != SUSPENDED:
        held.certified_on = today
    held.suspended_on = today if after == SUSPENDED else None
    held.by_hand = after == SUSPENDED and actor != MACHINE
    held.state, held.since = after, now()
    model.Session.add(held)
    log.append(held.set_name, "moved", before=before, after=after, by=actor, user=mark, why=reason)
    return held
