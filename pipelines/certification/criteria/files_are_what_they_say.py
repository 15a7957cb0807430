"""A file is of the format that its resource announces."""

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import INTEGRITY, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "files-are-what-they-say", INTEGRITY, 1, "0"
KINDS = {
    "csv": {"csv"},
    "json": {"json"},
    "geojson": {"json"},
    "xlsx": {"xlsx"},
    "parquet": {"parquet"},
    "shp": {"zip"},
    "gpkg": {"gpkg"},
    "xml": {"xml"},
    "pdf": {"pdf"},
}


def judge(subject: Subject) -> Verdict:
    """Find files whose first octets are of something else, such as the page of an error."""
    if not subject.files:
        return Verdict(False, "certified-no-files")
    found = [
        f"{file.label}\u00a0: {file.format} ≠ {file.kind or '—'}"
        for file in subject.files
        if not _is_of(file.format.lower(), file.kind)
    ]
    return found_none(
        "certified-files-are-what-they-say", found, of=len(subject.files), links=subject.addresses
    )


def _is_of(form: str, kind: str) -> bool:
    """Tell whether a content may be of a format; of one that isn't known, all but a Web page."""
    return kind in KINDS[form] if form in KINDS else kind not in ("", "html")
