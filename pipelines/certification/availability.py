"""How long files and API answered, from probes every five minutes.

A day is 288 slots of five minutes in UTC, which summer time doesn't move. A slot is available when
every probe in it was answered, unavailable when one wasn't, and unknown without a probe: when the
probe itself was down nothing is said of what it probes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MINUTES, SLOTS = 5, 288
SLOT = timedelta(minutes=MINUTES)
OCTETS = SLOTS // 8


@dataclass(frozen=True)
class Day:
    """The slots of one day as bits, the first slot's the lowest: `known` ones, and those `down`."""

    known: int = 0
    down: int = 0

    def probed(self, slot: int, answered: bool) -> "Day":
        """Return the day with one more probe; what was once unavailable in a slot stays so."""
        bit = 1 << slot
        return Day(self.known | bit, self.down if answered else self.down | bit)

    def stored(self) -> bytes:
        """Return the day as 72 octets."""
        return self.known.to_bytes(OCTETS, "big") + self.down.to_bytes(OCTETS, "big")

    @classmethod
    def read(cls, stored: bytes) -> "Day":
        """Return a day from its octets; raises ValueError when they can't be one."""
        if len(stored) != 2 * OCTETS:
            raise ValueError(f"{len(stored)} octets")
        known, down = (int.from_bytes(part, "big") for part in (stored[:OCTETS], stored[OCTETS:]))
        if down & ~known:
            raise ValueError("unavailable without a probe")
        return cls(known, down)


@dataclass(frozen=True)
class Uptime:
    """How many slots of a period were available and known, of how many."""

    available: int
    known: int
    slots: int

    @property
    def share(self) -> float | None:
        """Return the share of the known time, in percent, None when nothing is known."""
        return 100 * self.available / self.known if self.known else None

    def keeps(self, promise: float) -> bool | None:
        """Tell whether a promise, in percent, is kept; None when nothing is known."""
        return None if self.share is None else self.share >= promise


@dataclass(frozen=True)
class Incident:
    """A time without answer: from the first slot to the end of the last; `over` once it answered.

    An unknown slot doesn't end it: nobody saw it end.
    """

    start: datetime
    end: datetime
    over: bool

    @property
    def minutes(self) -> int:
        """Return how long it lasted."""
        return int((self.end - self.start) / timedelta(minutes=1))


def slot_of(moment: datetime) -> tuple[date, int]:
    """Return the day, in UTC, and the slot of a moment; raises ValueError without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    moment = moment.astimezone(UTC)
    return moment.date(), (moment.hour * 60 + moment.minute) // MINUTES


def uptime(days: Mapping[date, Day], until: datetime, period: timedelta) -> Uptime:
    """Return the uptime of a period that ends with the slot of `until`, that slot included."""
    slots = period // SLOT
    known = down = 0
    for day, mask in _masks(until, slots):
        seen = days.get(day, Day())
        known += (seen.known & mask).bit_count()
        down += (seen.down & mask).bit_count()
    return Uptime(known - down, known, slots)


def incidents(days: Mapping[date, Day], until: datetime, period: timedelta) -> tuple[Incident, ...]:
    """Return the incidents of a period that ends with the slot of `until`, the latest first."""
    found: list[Incident] = []
    start = end = None
    for moment, down in _known_slots(days, until, period // SLOT):
        if down:
            start, end = start or moment, moment + SLOT
        elif start and end:
            found.append(Incident(start, end, over=True))
            start = end = None
    if start and end:
        found.append(Incident(start, end, over=False))
    return tuple(reversed(found))


def _known_slots(
    days: Mapping[date, Day], until: datetime, slots: int
) -> Iterator[tuple[datetime, bool]]:
    """Yield when each known slot of a period begins, and whether it was unavailable, in order."""
    for day, mask in _masks(until, slots):
        seen = days.get(day, Day())
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        for slot in range(SLOTS):
            bit = 1 << slot
            if seen.known & mask & bit:
                yield midnight + slot * SLOT, bool(seen.down & bit)


def _masks(until: datetime, slots: int) -> Iterator[tuple[date, int]]:
    """Yield each day of a period, in order, with its slots that are in the period as bits."""
    day, last = slot_of(until)
    found = []
    while slots > 0:
        first = max(0, last + 1 - slots)
        found.append((day, (1 << (last + 1)) - (1 << first)))
        slots -= last + 1 - first
        day, last = day - timedelta(days=1), SLOTS - 1
    yield from reversed(found)
