"""The data is in a format that anyone can read, with free software."""

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import INTEROPERABILITY, Verdict

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "open-format", INTEROPERABILITY, 2, "1"
OPEN = {"csv", "json", "geojson", "gpkg", "parquet", "xml", "kml", "gml", "fgb"}


def judge(subject: Subject) -> Verdict:
    """Look for one file in an open format that holds the entities; a guide doesn't."""
    given = sorted({file.format.lower() for file in subject.files if file.holds_table})
    values = {"formats": ", ".join(given) or "—"}
    return Verdict(bool(OPEN & {*given}), "certified-open-format", values)
