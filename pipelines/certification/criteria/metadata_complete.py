"""The dataset's description says who, what, where, when and under which licence."""

from pipelines.certification.subject import Subject
from pipelines.certification.text import seen
from pipelines.certification.verdict import METADATA, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "metadata-complete", METADATA, 1, "0"
WANTED = (
    "title", "notes", "license_id", "update_frequency", "language", "ext_spatial",
    "extras_organisation_principale", "author", "url", "tags", "groups",
)  # fmt: skip
SHORTEST = 60  # characters of a description that describes
OPEN = {"cc-by", "cc-zero", "ogl-canada-2.0", "odc-by", "odc-pddl"}


def judge(subject: Subject) -> Verdict:
    """Find fields that are empty or say nothing, and a licence that isn't open."""
    package = subject.package
    found = [name for name in WANTED if not _filled(package.get(name))]
    notes = seen(str(package.get("notes") or ""))
    if len(notes) < SHORTEST or notes == seen(str(package.get("title") or "")):
        found.append("notes")
    licence = str(package.get("license_id") or "")
    if licence and licence.lower() not in OPEN:
        found.append(f"license_id\u00a0: {licence}")
    return found_none("certified-metadata-complete", list(dict.fromkeys(found)), of=len(WANTED))


def _filled(value: object) -> bool:
    return bool(value) if isinstance(value, list) else bool(seen(str(value or "")))
