"""Keep the probes of files and API, and say how long each answered."""

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


def days_of(set_name: str, kind: str) -> dict[date, Day]:
    """Return the probed days of a set that the longest period needs."""
    since = now().date() - max(PERIODS.values()) - timedelta(days=1)
    query = model.Session.query(ProbeDay).filter_by(set_name=set_name, kind=kind)
    return {row.day: Day.read(bytes(row.slots)) for row in query.filter(ProbeDay.day >= since)}


def uptimes(set_name: str) -> dict[str, dict[str, Uptime]]:
    """Return, for files and API, the uptime of each period."""
    found = {}
    for kind in (FILES, API):
        days = days_of(set_name, kind)
        found[kind] = {name: uptime(days, now(), period) for name, period in PERIODS.items()}
    return found


def troubles(set_name: str) -> dict[str, list[dict]]:
    """Return, for files and API, the incidents of the last 90 days, the latest first."""
    longest = max(PERIODS.values())
    return {
        kind: [
            {"start": item.start.isoformat(), "minutes": item.minutes, "over": item.over}
            for item in incidents(days_of(set_name, kind), now(), longest)
        ]
        for kind in (FILES, API)
    }
