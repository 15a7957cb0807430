"""Uptime is exact, slot by slot, whatever happened to the probe, and unknown time is no uptime."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pipelines.certification.availability import Day, Uptime, incidents, slot_of, uptime

NOON = datetime(2026, 3, 8, 12, 0, tzinfo=UTC)
Probe = tuple[datetime, bool]


def stored(probes: list[Probe]) -> dict[date, Day]:
    """Return the days after some probes, each read back from its octets as after a restart."""
    days: dict[date, Day] = {}
    for moment, answered in probes:
        day, slot = slot_of(moment)
        days[day] = Day.read(days.get(day, Day()).probed(slot, answered).stored())
    return days


def counted(probes: list[Probe], until: datetime, period: timedelta) -> tuple[int, int]:
    """Count available and known slots another way: by the number of the slot since 1970."""
    worst: dict[int, bool] = {}
    for moment, answered in probes:
        slot = int(moment.timestamp()) // 300
        worst[slot] = worst.get(slot, True) and answered
    last = int(until.timestamp()) // 300
    within = [
        up for slot, up in worst.items() if last - period.total_seconds() / 300 < slot <= last
    ]
    return sum(within), len(within)


def life(seed: int, days: int) -> Iterator[Probe]:
    """Yield the probes of some days: faults, silences, a clock set forward and back."""
    chance, moment = random.Random(seed), NOON - timedelta(days=days)
    down = silent = 0
    while moment < NOON:
        down = down - 1 if down else chance.choice([0] * 400 + [1, 3, 50, 400])
        silent = silent - 1 if silent else chance.choice([0] * 700 + [2, 30, 600])
        if not silent:
            yield moment, not down
        drift = chance.choice([0] * 200 + [-3600, -400, 900, 3600])
        moment += timedelta(seconds=300 + chance.randint(-20, 20) + drift)


@pytest.mark.parametrize("seed", range(5))
def test_uptime_is_that_of_an_independent_count(seed: int) -> None:
    probes = list(life(seed, 100))
    days = stored(probes)
    for hours in (24, 24 * 30, 24 * 90):
        for until in (NOON, NOON - timedelta(hours=7, minutes=33), NOON + timedelta(days=2)):
            found = uptime(days, until, timedelta(hours=hours))
            assert (found.available, found.known) == counted(probes, until, timedelta(hours=hours))
            assert found.slots == hours * 12


@pytest.mark.parametrize("seed", range(5))
def test_incidents_hold_every_unavailable_slot_and_no_available_one(seed: int) -> None:
    probes = list(life(seed, 30))
    period = timedelta(days=30)
    days = stored(probes)
    found = incidents(days, NOON, period)
    assert [item.start for item in found] == sorted((i.start for i in found), reverse=True)
    for day, seen in days.items():
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        for slot in range(288):
            moment = midnight + timedelta(minutes=5 * slot)
            if not seen.known >> slot & 1 or not NOON - period < moment <= NOON:
                continue
            inside = any(item.start <= moment < item.end for item in found)
            assert inside == bool(seen.down >> slot & 1)


def test_time_without_a_probe_is_unknown_not_available() -> None:
    day, slot = slot_of(NOON)
    days = {day: Day().probed(slot, answered=True)}
    found = uptime(days, NOON, timedelta(hours=24))
    assert (found.available, found.known, found.slots, found.share) == (1, 1, 288, 100.0)
    assert uptime({}, NOON, timedelta(hours=24)).share is None
    assert uptime({}, NOON, timedelta(hours=24)).keeps(99.0) is None


def test_one_probe_without_answer_makes_its_slot_unavailable() -> None:
    moment = NOON + timedelta(minutes=2)
    days = stored([(NOON, False), (moment, True), (NOON, True)])
    assert uptime(days, moment, timedelta(hours=1)) == Uptime(0, 1, 12)


def test_the_same_probe_twice_changes_nothing() -> None:
    assert stored([(NOON, True)] * 3 + [(NOON, False)] * 2) == stored([(NOON, False)])


def test_summer_time_neither_adds_nor_takes_an_hour() -> None:
    zone = ZoneInfo("America/Toronto")
    before = datetime(2026, 11, 1, 1, 30, tzinfo=zone, fold=0)
    after = datetime(2026, 11, 1, 1, 30, tzinfo=zone, fold=1)
    assert slot_of(before) != slot_of(after)
    assert uptime(stored([(before, True), (after, False)]), after, timedelta(hours=2)).known == 2


def test_an_incident_lasts_until_an_answer_is_seen() -> None:
    start = NOON - timedelta(hours=2)
    probes = [(start + timedelta(minutes=5 * step), False) for step in (0, 1, 2, 10)]
    (found,) = incidents(stored(probes), NOON, timedelta(hours=24))
    assert (found.minutes, found.over) == (55, False)
    probes.append((start + timedelta(minutes=60), True))
    (found,) = incidents(stored(probes), NOON, timedelta(hours=24))
    assert (found.minutes, found.over) == (55, True)


def test_a_promise_is_kept_at_its_very_share() -> None:
    assert Uptime(99, 100, 100).keeps(99.0) is True
    assert Uptime(989, 1000, 1000).keeps(99.0) is False


@pytest.mark.parametrize("octets", [b"", b"\0" * 71, b"\0" * 36 + b"\1" + b"\0" * 35])
def test_octets_that_are_no_day_are_refused(octets: bytes) -> None:
    with pytest.raises(ValueError, match=r"octets|without a probe"):
        Day.read(octets)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        slot_of(datetime(2026, 1, 1))  # noqa: DTZ001
