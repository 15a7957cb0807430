"""Keep what probes saw on the side of who probes, until the portal has written it down.

When the whole portal is down nobody can tell it so: the sets of the last list are probed all the
same, and what was seen is delivered once it is back. Kept as JSON, of bounded size: the bits of at
most eight days, for each set and kind.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pipelines.certification.availability import SLOT, SLOTS, Day, slot_of
from pipelines.certification.gathering.site import Site
from pipelines.certification.probing import Target, find_targets, is_cut_off, probe_all
from pipelines.fetch.deadline import Deadline
from pipelines.messages import Refusal

Kept = dict[str, Any]  # `targets`: those of the last list; `waiting`: set → kind → day → slots
Found = dict[str, dict[str, bool]]
Send = Callable[[str, str, datetime, bool], bool]
OLDEST = timedelta(days=7)  # the portal takes no older probe


class CutOff(Exception):  # noqa: N818 - what it is
    """Who probes has no network: nothing is known, nothing is written down."""


def probe_round(site: Site, kept: Kept, now: datetime) -> tuple[Kept, Found]:
    """Probe every set; return what is kept from now on, and what was seen.

    A portal that refuses, fails or is silent is down; raises CutOff when its name isn't found or
    there is no network.
    """
    try:
        targets = find_targets(site)
    except Refusal as reason:
        if is_cut_off(reason):
            raise CutOff from reason
        targets = [Target.read(said) for said in kept.get("targets", ())]
    found = probe_all(site, targets)
    waiting = _noted(kept.get("waiting", {}), found, now)
    return {"targets": [item.told() for item in targets], "waiting": waiting}, found


def deliver(kept: Kept, send: Send, longest: float) -> Kept:
    """Send what waits, the oldest first; return what is kept from now on.

    `send` is given set, kind, moment and answer; it says whether to go on, and raises LookupError
    for a set that the portal has no more. Nothing is begun after `longest` seconds.
    """
    end, waiting = Deadline(longest), kept["waiting"]
    for name, kind, moment, answered in [*_probes(waiting)]:
        if name not in waiting:
            continue
        if not end.left():
            break
        try:
            if not send(name, kind, moment, answered):
                break
        except LookupError:
            del waiting[name]
            continue
        _forget(waiting, name, kind, moment)
    return kept


def count_waiting(kept: Kept) -> int:
    """Return how many probes wait to be delivered."""
    return sum(1 for _ in _probes(kept["waiting"]))


def _noted(waiting: Kept, found: Found, now: datetime) -> Kept:
    """Return what waits with what was just seen, without what is too old."""
    day, slot = slot_of(now)
    oldest = (now - OLDEST).date().isoformat()
    for name, answers in found.items():
        for kind, answered in answers.items():
            days = waiting.setdefault(name, {}).setdefault(kind, {})
            held = days.get(day.isoformat())
            known = Day.read(bytes.fromhex(held)) if held else Day()
            days[day.isoformat()] = known.probed(slot, answered).stored().hex()
    for kinds in waiting.values():
        for days in kinds.values():
            for key in [key for key in days if key <= oldest]:
                del days[key]
    return {name: kinds for name, kinds in waiting.items() if any(kinds.values())}


def _probes(waiting: Kept) -> Iterator[tuple[str, str, datetime, bool]]:
    """Yield each probe that waits, the oldest first."""
    found = []
    for name, kinds in waiting.items():
        for kind, days in kinds.items():
            for key, slots in days.items():
                day, known = date.fromisoformat(key), Day.read(bytes.fromhex(slots))
                midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
                found += [
                    (midnight + slot * SLOT, name, kind, not known.down >> slot & 1)
                    for slot in range(SLOTS)
                    if known.known >> slot & 1
                ]
    for moment, name, kind, answered in sorted(found):
        yield name, kind, moment, answered


def _forget(waiting: Kept, name: str, kind: str, moment: datetime) -> None:
    """Take a delivered probe off what waits."""
    day, slot = slot_of(moment)
    days = waiting[name][kind]
    known, bit = Day.read(bytes.fromhex(days[day.isoformat()])), ~(1 << slot)
    left = Day(known.known & bit, known.down & bit)
    if left.known:
        days[day.isoformat()] = left.stored().hex()
        return
    del days[day.isoformat()]
    if not days:
        del waiting[name][kind]
    if not waiting[name]:
        del waiting[name]
