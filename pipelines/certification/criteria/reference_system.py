"""Geographic files say their reference system, one of the portal's, and lie in Québec."""

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import INTEROPERABILITY, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "reference-system", INTEROPERABILITY, 1, "0"
ACCEPTED = {"EPSG:4326", "EPSG:32198"}  # relidi_confic_epsg


def judge(subject: Subject) -> Verdict:
    """Find files in another system, outside Québec, or whose entities aren't the table's."""
    if not subject.geometries:
        return Verdict(True, "certified-no-geometry")
    known = {*subject.identifiers}
    found = []
    for item in subject.geometries:
        if item.system not in ACCEPTED:
            found.append(f"{item.label}\u00a0: {item.system or '—'}")
        if item.outside:
            found.append(f"{item.label}\u00a0: {item.outside} / {item.features}")
        found += [f"{item.label}\u00a0: {name}" for name in sorted(item.identifiers - known)]
    return found_none("certified-reference-system", found, of=len(subject.geometries))
