"""The states of a certification, and who may move it from one to another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DRAFT, SUBMITTED, CERTIFIED = "brouillon", "soumis", "certifie"
SUSPENDED, REVOKED, EXPIRED = "suspendu", "revoque", "expire"
STATES = (DRAFT, SUBMITTED, CERTIFIED, SUSPENDED, REVOKED, EXPIRED)
# who acts: an editor of the organisation, who certifies for the portal, the machine every day
EDITOR, CERTIFIER, MACHINE = "editor", "certifier", "machine"
GRACE, PATIENCE, VALIDITY = timedelta(days=3), timedelta(days=30), timedelta(days=365)
RENEWAL = timedelta(days=7)  # a certificate is made anew every night: an old copy is none
MOVES = {
    (DRAFT, SUBMITTED): {EDITOR},
    (SUBMITTED, DRAFT): {EDITOR, CERTIFIER},  # taken back, or sent back with a reason
    (SUBMITTED, CERTIFIED): {CERTIFIER},
    (CERTIFIED, SUSPENDED): {CERTIFIER, MACHINE},
    (SUSPENDED, CERTIFIED): {CERTIFIER, MACHINE},
    (CERTIFIED, CERTIFIED): {CERTIFIER},  # renewed for a year
    (CERTIFIED, REVOKED): {CERTIFIER},
    (SUSPENDED, REVOKED): {CERTIFIER, MACHINE},
    (CERTIFIED, EXPIRED): {MACHINE},
    (SUSPENDED, EXPIRED): {MACHINE},
    (EXPIRED, SUBMITTED): {EDITOR},
    (REVOKED, SUBMITTED): {EDITOR},
}


@dataclass(frozen=True)
class Standing:
    """Where a certification is on a day.

    `failing_since`: the first day since which a test fails, None when all pass; `suspended_on`: the
    day of its suspension; `by_hand`: a person suspended it, who alone lets it return.
    """

    state: str
    certified_on: date | None = None
    failing_since: date | None = None
    suspended_on: date | None = None
    by_hand: bool = False


def may_move(before: str, after: str, actor: str) -> bool:
    """Tell whether somebody may move a certification from a state to another."""
    return actor in MOVES.get((before, after), set())


def read_on(state: str, tested: date | None, today: date) -> str:
    """Return the state that readers are told on a day: what no test renews of late reads suspended.

    `tested`: the day of the last tests, whatever their answer.
    """
    stale = tested is None or today > tested + GRACE
    return SUSPENDED if state == CERTIFIED and stale else state


def valid_until(certified_on: date, tested: date) -> date:
    """Return the last day on which a certificate made after some tests may be relied on."""
    return min(certified_on + VALIDITY, tested + RENEWAL)


def correct_by(standing: Standing) -> date | None:
    """Return the last day on which a failing test may be mended, before the machine acts.

    A certified set is suspended after it, a suspended one revoked; None where it does nothing.
    """
    if standing.state == CERTIFIED and standing.failing_since:
        return standing.failing_since + GRACE
    if standing.state == SUSPENDED and standing.suspended_on and not standing.by_hand:
        return standing.suspended_on + PATIENCE
    return None


def moves_of(state: str, roles: Iterable[str]) -> list[str]:
    """Return the states to which somebody in some roles may move a certification."""
    acting = {*roles}
    return [after for (before, after), able in MOVES.items() if before == state and able & acting]


def moved_by_machine(standing: Standing, today: date) -> str:
    """Return the state that the machine gives a certification on a day, often the same.

    A certificate of a year ago has expired. A test that fails past the days of grace suspends it;
    it returns once all pass, and is revoked when they don't for 30 days after its suspension.
    """
    state = standing.state
    if state not in (CERTIFIED, SUSPENDED):
        return state
    if standing.certified_on and today >= standing.certified_on + VALIDITY:
        return EXPIRED
    failing = standing.failing_since
    if state == CERTIFIED:
        return SUSPENDED if failing and today > failing + GRACE else CERTIFIED
    if standing.by_hand:
        return SUSPENDED
    if not failing:
        return CERTIFIED
    late = standing.suspended_on and today > standing.suspended_on + PATIENCE
    return REVOKED if late else SUSPENDED
