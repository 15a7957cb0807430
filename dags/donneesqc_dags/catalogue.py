"""The sources as the DAGs know them: those that can run, and why the others can't."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from croniter import croniter

from pipelines.sources import Source, read_sources

TIME_ZONE = "America/Toronto"
CRON_FIELDS = 5
BAD_CALENDAR = (
    "Le calendrier «\u00a0{calendar}\u00a0» n’est pas une expression cron. Écrivez cinq champs, "
    "par exemple «\u00a030 6 * * 1-5\u00a0» pour 6\u00a0h\u00a030 du lundi au vendredi."
)


@dataclass(frozen=True)
class Catalogue:
    """Hold the sources that can run, by name, and a reason for each file or source that can't."""

    sources: tuple[Source, ...]
    reasons: dict[str, str]

    def family(self, name: str) -> tuple[Source, ...]:
        """Return the sources of one family."""
        return tuple(source for source in self.sources if source.family == name)

    def families(self) -> list[str]:
        """Return the names of the families that have a source."""
        return sorted({source.family for source in self.sources})


def read_catalogue() -> Catalogue:
    """Read every source; what one gets wrong keeps no other from running."""
    sources, refused = read_sources()
    reasons = {str(refusal.values.get("file", "?")): str(refusal) for refusal in refused}
    return Catalogue(tuple(_scheduled(sources, reasons)), reasons)


def _scheduled(sources: Iterable[Source], reasons: dict[str, str]) -> Iterable[Source]:
    for source in sources:
        if len(source.calendar.split()) == CRON_FIELDS and croniter.is_valid(source.calendar):
            yield source
        else:
            reasons[source.name] = BAD_CALENDAR.format(calendar=source.calendar)


def is_due(calendar: str, since: datetime, until: datetime) -> bool:
    """Tell whether a cron expression, in Montréal time, names a time after `since`, up to `until`.

    `since` is the time of the previous run, so that a source whose time came while Airflow was down
    is not forgotten.
    """
    return croniter(calendar, since.astimezone(ZoneInfo(TIME_ZONE))).get_next(datetime) <= until
