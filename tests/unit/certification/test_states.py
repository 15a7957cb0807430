"""A certification moves only as its rules say, by whom they say, on the day they say."""

from datetime import date, timedelta
from itertools import product

import pytest

from pipelines.certification.states import (
    CERTIFIED,
    CERTIFIER,
    DRAFT,
    EDITOR,
    EXPIRED,
    MACHINE,
    MOVES,
    REVOKED,
    STATES,
    SUBMITTED,
    SUSPENDED,
    Standing,
    correct_by,
    may_move,
    moved_by_machine,
    moves_of,
    read_on,
    valid_until,
)

DAY = date(2026, 3, 1)


def day(number: int) -> date:
    """Return a day after the first."""
    return DAY + timedelta(days=number)


def test_an_editor_never_certifies_and_nobody_skips_a_state() -> None:
    assert not may_move(SUBMITTED, CERTIFIED, EDITOR)
    assert not may_move(DRAFT, CERTIFIED, CERTIFIER)
    assert not may_move(SUBMITTED, CERTIFIED, MACHINE)
    assert not may_move(REVOKED, CERTIFIED, CERTIFIER)
    assert may_move(SUBMITTED, CERTIFIED, CERTIFIER)


@pytest.mark.parametrize(("before", "after"), list(product(STATES, STATES)))
def test_only_listed_moves_are_made(before: str, after: str) -> None:
    actors = {actor for actor in (EDITOR, CERTIFIER, MACHINE) if may_move(before, after, actor)}
    assert actors == MOVES.get((before, after), set())
    assert before != after or actors == ({CERTIFIER} if before == CERTIFIED else set())


@pytest.mark.parametrize(
    ("standing", "today", "state"),
    [
        (Standing(CERTIFIED, DAY), day(1), CERTIFIED),
        (Standing(CERTIFIED, DAY, failing_since=day(10)), day(13), CERTIFIED),  # days of grace
        (Standing(CERTIFIED, DAY, failing_since=day(10)), day(14), SUSPENDED),
        (Standing(SUSPENDED, DAY, None, day(14)), day(15), CERTIFIED),
        (Standing(SUSPENDED, DAY, day(10), day(14)), day(44), SUSPENDED),
        (Standing(SUSPENDED, DAY, day(10), day(14)), day(45), REVOKED),
        (Standing(SUSPENDED, DAY, None, day(14), by_hand=True), day(99), SUSPENDED),
        (Standing(CERTIFIED, DAY), day(364), CERTIFIED),
        (Standing(CERTIFIED, DAY), day(365), EXPIRED),
        (Standing(SUSPENDED, DAY, day(10), day(364)), day(365), EXPIRED),
        (Standing(DRAFT), day(1000), DRAFT),
        (Standing(SUBMITTED, None, day(1)), day(1000), SUBMITTED),
        (Standing(REVOKED, DAY), day(1000), REVOKED),
    ],
)
def test_the_machine_moves_it_on_its_day(standing: Standing, today: date, state: str) -> None:
    assert moved_by_machine(standing, today) == state


@pytest.mark.parametrize(
    ("standing", "last"),
    [
        (Standing(CERTIFIED, DAY, failing_since=day(10)), day(13)),
        (Standing(SUSPENDED, DAY, day(10), day(14)), day(44)),
        (Standing(SUSPENDED, DAY, day(10), day(14), by_hand=True), None),
        (Standing(CERTIFIED, DAY), None),
        (Standing(DRAFT, failing_since=day(1)), None),
    ],
)
def test_what_fails_is_to_be_corrected_by_the_last_day_before_it_costs_the_state(
    standing: Standing, last: date | None
) -> None:
    assert correct_by(standing) == last
    if last:
        assert moved_by_machine(standing, last) == standing.state
        assert moved_by_machine(standing, last + timedelta(days=1)) != standing.state


def test_the_machine_makes_only_moves_that_are_its_own() -> None:
    for state, failing, suspended, hand, after in product(
        STATES, (None, day(5)), (None, day(6)), (False, True), range(0, 400, 9)
    ):
        moved = moved_by_machine(Standing(state, DAY, failing, suspended, hand), day(after))
        assert moved == state or may_move(state, moved, MACHINE)


def test_what_no_test_renews_reads_suspended_and_no_longer() -> None:
    assert read_on(CERTIFIED, day(0), day(3)) == CERTIFIED
    assert read_on(CERTIFIED, day(0), day(4)) == SUSPENDED
    assert read_on(CERTIFIED, None, day(0)) == SUSPENDED
    assert [read_on(state, None, day(9)) for state in (DRAFT, REVOKED)] == [DRAFT, REVOKED]


def test_a_copy_of_a_certificate_holds_a_week_and_never_past_the_year() -> None:
    assert valid_until(day(0), day(10)) == day(17)
    assert valid_until(day(0), day(363)) == day(365)


def test_a_person_is_offered_the_moves_of_their_roles_alone() -> None:
    assert moves_of(SUBMITTED, [EDITOR]) == [DRAFT]
    assert set(moves_of(SUBMITTED, [CERTIFIER])) == {DRAFT, CERTIFIED}
    assert moves_of(CERTIFIED, [EDITOR]) == []
