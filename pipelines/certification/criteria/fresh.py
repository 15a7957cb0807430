"""The set is as recent as its calendar promises."""

from datetime import timedelta

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import METADATA, Verdict

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "fresh", METADATA, 2, "1.5"
DAYS = {
    "continuous": 1, "hourly": 1, "daily": 1, "weekly": 7, "fortnightly": 14, "monthly": 31,
    "bimonthly": 62, "quarterly": 92, "semiannual": 183, "annual": 366, "biennial": 731,
    "triennial": 1096, "quinquennial": 1827,
}  # fmt: skip
UNTIMED = {"asNeeded", "irregular", "notPlanned"}
LATE = 1.5  # of a period


def judge(subject: Subject) -> Verdict:
    """Compare the age of the last version whose content changed with the calendar.

    A version with the same rows as the one before is no news, whatever its date and their order.
    """
    frequency = str(subject.package.get("update_frequency") or "")
    if frequency in UNTIMED:
        return Verdict(True, "certified-fresh-untimed")
    if frequency not in DAYS or not subject.versions:
        return Verdict(False, "certified-fresh-no-calendar")
    news = subject.versions[0]
    for version in subject.versions[1:]:
        if version.content != news.content or not news.content:
            break
        news = version
    age = subject.today - news.live_since
    limit = timedelta(days=DAYS[frequency] * LATE)
    values = {"days": age.days, "limit": limit.days, "date": news.live_since.isoformat()}
    return Verdict(age <= limit, "certified-fresh", values)
