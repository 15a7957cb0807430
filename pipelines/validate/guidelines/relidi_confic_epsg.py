"""C7: geographic data are in EPSG:4326 or EPSG:32198."""

import re

from pipelines.validate.guidelines.observed import Observed
from pipelines.validate.guidelines.verdict import NO, NOT_APPLICABLE, YES, Evidence, Verdict

CODE = "relidi_confic_epsg"
TITLE = "guideline-epsg"
SOURCE = "Lignes directrices de Données Québec, relidi_confic_epsg"
ALLOWED = frozenset({"EPSG:4326", "EPSG:32198"})


def judge(observed: Observed) -> Verdict:
    """Answer oui when every system is allowed; a file whose system isn't known earns no oui."""
    systems = observed.subject.systems
    if systems is None:
        return _verdict(NOT_APPLICABLE, Evidence("guideline-epsg-none"))
    if not systems:
        return _verdict(NOT_APPLICABLE, Evidence("guideline-epsg-unknown"))
    others = [name for name in systems if _normal(name) not in ALLOWED]
    if others:
        return _verdict(NO, Evidence("guideline-epsg-not", {"systems": ", ".join(others)}))
    return _verdict(YES, Evidence("guideline-epsg-met", {"systems": ", ".join(systems)}))


def _verdict(answer: str, evidence: Evidence) -> Verdict:
    return Verdict(CODE, TITLE, SOURCE, answer, (evidence,))


def _normal(name: str) -> str:
    """Return « EPSG:4326 » for it, its URN, its address, and CRS84, GeoJSON's name of the same."""
    if name.upper().rstrip("/").endswith("CRS84"):
        return "EPSG:4326"
    found = re.fullmatch(r"(?:.*EPSG\W.*?)?(\d{4,6})", name.strip(), re.IGNORECASE)
    return f"EPSG:{found[1]}" if found else name
