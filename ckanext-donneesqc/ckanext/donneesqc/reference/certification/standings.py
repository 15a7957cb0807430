"""Move a set from one state of the certification to another."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from ckan import model
from ckanext.donneesqc.reference.certification import log
from ckanext.donneesqc.reference.certification.model import Certification, Run
from ckanext.donneesqc.reference.model import now
from ckanext.donneesqc.reference.sets import find_set
from sqlalchemy import func

from pipelines.certification import states
from pipelines.certification.judge import to_correct, unproven
from pipelines.certification.results import read_results
from pipelines.certification.states import CERTIFIED, DRAFT, MACHINE, SUSPENDED, Standing


class Forbidden(Exception):  # noqa: N818 - what it is
    """Nobody in this role may move a set from this state to that one."""


class NotPassed(Exception):  # noqa: N818 - what it is
    """The set can't be certified: `why` and, of what failed or is unknown, the tests' `codes`.

    `why`: untested, old, changed, failed or unknown.
    """

    def __init__(self, why: str, codes: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.why, self.codes = why, tuple(codes)


def standing_of(set_name: str, to_move: bool = False) -> Certification:
    """Return where a set stands: as a draft until it is submitted.

    `to_move`: nobody else moves it until the transaction ends.
    """
    found = model.Session.get(
        Certification, set_name, with_for_update=to_move or None, populate_existing=to_move
    )
    return found or Certification(set_name=set_name, state=DRAFT, since=now(), by_hand=False)


def state_today(set_name: str) -> str:
    """Return the state that readers are told: a set that wasn't tested of late isn't certified."""
    return state_told(standing_of(set_name), last_run(set_name))


def state_told(held: Certification, run: Run | None) -> str:
    """Return the state that readers are told of where a set stands, after its last tests."""
    return states.read_on(held.state, run.at.date() if run else None, now().date())


def states_today(names: Iterable[str]) -> dict[str, str]:
    """Return the states that readers are told of some sets; see `state_today`."""
    wanted = [*names]
    held = model.Session.query(Certification.set_name, Certification.state)
    known = {row[0]: row[1] for row in held.filter(Certification.set_name.in_(wanted))}
    runs = model.Session.query(Run.set_name, func.max(Run.at)).group_by(Run.set_name)
    tested = {name: at.date() for name, at in runs.filter(Run.set_name.in_(wanted))}
    today = now().date()
    return {
        name: states.read_on(known.get(name, DRAFT), tested.get(name), today) for name in wanted
    }


def last_run(set_name: str) -> Run | None:
    """Return the last putting of a set to the tests."""
    query = model.Session.query(Run).filter_by(set_name=set_name)
    return query.order_by(Run.id.desc()).first()


def move(set_name: str, after: str, roles: Sequence[str], user: str, reason: str) -> Certification:
    """Move a set to another state, by somebody in some roles; raises Forbidden, NotPassed."""
    held = standing_of(set_name, to_move=True)
    able = [role for role in roles if states.may_move(held.state, after, role)]
    if not able:
        raise Forbidden(held.state, after)
    if after == CERTIFIED:
        _check_passed(last_run(set_name), changed_on(set_name))
    return _moved(held, after, able[0], user, reason)


def changed_on(set_name: str) -> datetime | None:
    """Return when what is tested of a set last changed: its dataset, or its entities."""
    known = find_set(set_name)
    if known is None or known.package is None:
        return None
    modified = known.package.metadata_modified.replace(tzinfo=UTC)
    return max(modified, known.refreshed or modified)


def _check_passed(run: Run | None, changed: datetime | None) -> None:
    """Raise NotPassed unless the last tests are of late, and leave nothing to be asked."""
    if run is None:
        raise NotPassed("untested")
    results = read_results(run.answer["results"])
    if not run.passed:
        raise NotPassed("failed", [item.code for item in to_correct(results)])
    if states.read_on(CERTIFIED, run.at.date(), now().date()) != CERTIFIED:
        raise NotPassed("old")
    if changed and run.at < changed:
        raise NotPassed("changed")
    unknown = unproven(results)
    if unknown:
        raise NotPassed("unknown", [item.code for item in unknown])


def failing_since(held: Certification) -> date | None:
    """Return since when the test that has failed longest does, None when none fails."""
    return min(map(date.fromisoformat, (held.failing or {}).values()), default=None)


def to_correct_by(held: Certification, code: str) -> date | None:
    """Return the last day on which a failing test may be mended before it costs the state."""
    since = (held.failing or {}).get(code)
    if since is None:
        return None
    days = (held.certified_on, date.fromisoformat(since), held.suspended_on)
    return states.correct_by(Standing(held.state, *days, held.by_hand))


def moved_by_machine(
    set_name: str, failed: Sequence[str], today: date, complete: bool = True
) -> Certification:
    """Give a set the state that its last tests deserve on a day; `failed`: codes of tests.

    Each test has its own days of grace; what failed goes on failing when the tests weren't
    `complete`.
    """
    held = standing_of(set_name, to_move=True)
    before = held.failing or {}
    found = {code: before.get(code, today.isoformat()) for code in failed}
    held.failing = found if complete else {**before, **found}
    days = (held.certified_on, failing_since(held), held.suspended_on)
    after = states.moved_by_machine(Standing(held.state, *days, held.by_hand), today)
    if after != held.state:
        return _moved(held, after, MACHINE, "", "")
    if held.state != DRAFT:
        model.Session.add(held)
        model.Session.flush()
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
