"""C8: no compression, except for SHP, GTFS and GBFS."""

import re

from pipelines.validate.guidelines.observed import Observed
from pipelines.validate.guidelines.verdict import NO, YES, Evidence, Verdict

CODE = "relidi_confic_pascom"
TITLE = "guideline-compression"
SOURCE = "Lignes directrices de Données Québec, relidi_confic_pascom"
COMPRESSED = re.compile(r"\.(zip|gz|tgz|bz2|xz|7z|rar|zst)$", re.IGNORECASE)
EXCEPTED = re.compile(r"(?<![a-z])(shp|shapefile|gtfs|gbfs)(?![a-z])", re.IGNORECASE)


def judge(observed: Observed) -> Verdict:
    """Answer non for a .zip or .gz, unless its name or what it holds says SHP, GTFS or GBFS."""
    subject = observed.subject
    inside = subject.form.archive
    if not inside and not COMPRESSED.search(subject.path):
        return Verdict(CODE, TITLE, SOURCE, YES, (Evidence("guideline-compression-met"),))
    if EXCEPTED.search(subject.path) or EXCEPTED.search(inside):
        return Verdict(CODE, TITLE, SOURCE, YES, (Evidence("guideline-compression-excepted"),))
    found = Evidence("guideline-compression-not", {"file": subject.path, "inside": inside or "?"})
    return Verdict(CODE, TITLE, SOURCE, NO, (found,))
