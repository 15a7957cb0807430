"""Someone answers for the set, at an address that can be one."""

import re

from pipelines.certification.subject import Subject
from pipelines.certification.text import seen
from pipelines.certification.verdict import METADATA, Verdict

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "contact", METADATA, 1, "1"
ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
NOBODY = re.compile(
    r"(?i)no-?reply|ne-?pas-?repondre|exemple|example|test@|\.(?:invalid|local|test)$"
)


def judge(subject: Subject) -> Verdict:
    """Look for the steward's name and for an address that isn't an example's.

    A demonstration may have no address: nobody answers for it, and its certificate says so.
    """
    package = subject.package
    given = [seen(str(package.get(name) or "")) for name in ("author_email", "maintainer_email")]
    able = [text for text in given if ADDRESS.fullmatch(text) and not NOBODY.search(text)]
    steward = seen(subject.reference.steward)
    values = {"steward": steward or "—", "address": next(iter(able), "—")}
    if subject.reference.demonstration and steward and not any(given):
        return Verdict(None, "certified-contact-demonstration", {"steward": steward})
    return Verdict(bool(able and steward), "certified-contact", values)
