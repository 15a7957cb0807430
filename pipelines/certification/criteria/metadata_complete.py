"""The dataset's description says who, what, where, when and under which licence."""

from pipelines.certification.subject import Subject
from pipelines.certification.text import seen
from pipelines.certification.verdict import METADATA, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "metadata-complete", METADATA, 1, "0"
WANTED = {
    "title": "titre",
    "notes": "description",
    "license_id": "licence",
    "update_frequency": "fréquence de mise à jour",
    "language": "langue",
    "ext_spatial": "couverture géographique",
    "extras_organisation_principale": "organisation principale",
    "author": "auteur",
    "url": "page d’origine",
    "tags": "mots-clés",
    "groups": "catégories",
}
SHORTEST = 60  # characters of a description that describes
OPEN = {"cc-by", "cc-zero", "ogl-canada-2.0", "odc-by", "odc-pddl"}


def judge(subject: Subject) -> Verdict:
    """Find fields that are empty or say nothing, and a licence that isn't open."""
    package = subject.package
    found = [_said(name) for name in WANTED if not _filled(package.get(name))]
    notes = seen(str(package.get("notes") or ""))
    if len(notes) < SHORTEST or notes == seen(str(package.get("title") or "")):
        found.append(_said("notes"))
    licence = str(package.get("license_id") or "")
    if licence and licence.lower() not in OPEN:
        found.append(f"{_said('license_id')}\u00a0: {licence}")
    return found_none("certified-metadata-complete", list(dict.fromkeys(found)), of=len(WANTED))


def _said(name: str) -> str:
    """Return a field as people and as the API call it."""
    return f"{WANTED[name]} ({name})"


def _filled(value: object) -> bool:
    return bool(value) if isinstance(value, list) else bool(seen(str(value or "")))
