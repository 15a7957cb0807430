"""No two entities have the same identifier, nor identifiers that look the same."""

from collections import defaultdict

from pipelines.certification.subject import Subject
from pipelines.certification.text import seen
from pipelines.certification.verdict import IDENTIFIER, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "identifier-unique", IDENTIFIER, 1, "0"


def judge(subject: Subject) -> Verdict:
    """Find identifiers that several rows have, as they are seen and whatever the capitals."""
    identifiers = subject.identifiers
    if (
        identifiers.n_unique() == len(identifiers)
        and identifiers.str.contains("^[0-9A-Z_-]*$").all()
    ):
        return found_none("certified-identifier-unique", [], of=len(identifiers))
    rows: dict[str, list[int]] = defaultdict(list)
    for row, text in enumerate(identifiers, 2):
        rows[seen(text).casefold()].append(row)
    twice = [
        f"{text} ({', '.join(map(str, places[:5]))})"
        for text, places in rows.items()
        if text and len(places) > 1
    ]
    return found_none("certified-identifier-unique", twice, of=len(identifiers))
