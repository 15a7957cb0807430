"""The states of a deposit, and which may follow which: here and nowhere else."""

from enum import StrEnum


class State(StrEnum):
    """Where a deposit is on its way to readers."""

    RECEIVING = "receiving"
    RECEIVED = "received"
    CHECKED = "checked"
    ANNOUNCED = "announced"
    STAGED = "staged"
    LIVE = "live"
    REPLACED = "replaced"
    QUARANTINED = "quarantined"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.RECEIVING: frozenset({State.RECEIVED, State.CANCELLED}),
    State.RECEIVED: frozenset({State.CHECKED, State.ANNOUNCED, State.QUARANTINED, State.CANCELLED}),
    State.CHECKED: frozenset({State.STAGED, State.QUARANTINED, State.CANCELLED}),
    State.ANNOUNCED: frozenset({State.CHECKED, State.CANCELLED}),
    State.STAGED: frozenset({State.LIVE, State.CHECKED, State.CANCELLED}),
    State.LIVE: frozenset({State.REPLACED, State.WITHDRAWN}),
    State.REPLACED: frozenset({State.WITHDRAWN}),
    State.QUARANTINED: frozenset({State.CANCELLED, State.WITHDRAWN}),
    State.CANCELLED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
# The portal works on these by itself, whatever stops it meanwhile.
ACTIVE = (State.RECEIVED, State.CHECKED, State.STAGED)
UNDER_WAY = (State.RECEIVING, State.ANNOUNCED, *ACTIVE)
PUBLISHED = (State.LIVE, State.REPLACED)


def may_follow(state: State, following: State) -> bool:
    """Return whether a deposit may go from one state to the other."""
    return following in TRANSITIONS[state]
