"""Keep the probes of files and API, and say how long each answered."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from ckan import model
from ckanext.donneesqc.reference.certification.model import ProbeDay
from ckanext.donneesqc.reference.model import now
from sqlalchemy import text

from pipelines.certification.availability import Day, Uptime, incidents, slot_of, uptime
from pipelines.certification.subject import API, FILES

SPACE = 7_201_303
PERIODS = {"24h": timedelta(hours=24), "30d": timedelta(days=30), "90d": timedelta(days=90)}
MONTH = "30d"
Seen = Mapping[str, Mapping[date, Day]]


def record(set_name: str, kind: str, moment: datetime, answered: bool) -> None:
    """Write down that what is probed answered, or didn't."""
    day, slot = slot_of(moment)
    place = {"space": SPACE, "name": f"{set_name} {kind}"}
    model.Session.execute(text("SELECT pg_advisory_xact_lock(:space, hashtext(:name))"), place)
    held = model.Session.get(ProbeDay, (set_name, kind, day), populate_existing=True)
    known = Day.read(bytes(held.slots)) if held else Day()
    if held is None:
        held = ProbeDay(set_name=set_name, kind=kind, day=day)
        model.Session.add(held)
    held.slots = known.probed(slot, answered).stored()
    model.Session.commit()


def days_of(set_name: str) -> dict[str, dict[date, Day]]:
    """Return, for files and API, the probed days of a set that the longest period needs."""
    since = now().date() - max(PERIODS.values()) - timedelta(days=1)
    query = model.Session.query(ProbeDay).filter_by(set_name=set_name)
    found: dict[str, dict[date, Day]] = {FILES: {}, API: {}}
    for row in query.filter(ProbeDay.day >= since):
        found[row.kind][row.day] = Day.read(bytes(row.slots))
    return found


def uptimes(seen: Seen) -> dict[str, dict[str, Uptime]]:
    """Return, for files and API, the uptime of each period; `seen`: what `days_of` returns."""
    return {
        kind: {name: uptime(days, now(), period) for name, period in PERIODS.items()}
        for kind, days in seen.items()
    }


def troubles(seen: Seen) -> dict[str, list[dict]]:
    """Return, for files and API, the incidents of the last 90 days, the latest first."""
    longest = max(PERIODS.values())
    return {
        kind: [
            {"start": item.start.isoformat(), "minutes": item.minutes, "over": item.over}
            for item in incidents(days, now(), longest)
        ]
        for kind, days in seen.items()
    }
