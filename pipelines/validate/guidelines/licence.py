"""The data are under one of the portal's licences."""

from pipelines.validate.guidelines.observed import Observed
from pipelines.validate.guidelines.verdict import NO, NOT_APPLICABLE, YES, Evidence, Verdict

CODE = "licence"
TITLE = "guideline-licence"
SOURCE = "Schéma de métadonnées de Données Québec, license_id"
LICENCES = {
    "cc-by": "Attribution (CC-BY 4.0)",
    "cc-by-sa": "CC-BY-SA 4.0",
    "cc-by-nc": "CC-BY-NC 4.0",
    "cc-by-nc-sa": "CC-BY-NC-SA 4.0",
    "cmm": "CMM",
    "ogl-canada-2.0": "OGL-Canada-2.0",
}


def judge(observed: Observed) -> Verdict:
    """Answer oui for a licence of the portal; one that isn't known yet earns no oui."""
    licence = observed.subject.licence
    if not licence:
        unknown = Evidence("guideline-licence-unknown")
        return Verdict(CODE, TITLE, SOURCE, NOT_APPLICABLE, (unknown,))
    title = LICENCES.get(licence.lower())
    if title:
        met = Evidence("guideline-licence-met", {"licence": title})
        return Verdict(CODE, TITLE, SOURCE, YES, (met,))
    found = Evidence("guideline-licence-not", {"licence": licence})
    return Verdict(CODE, TITLE, SOURCE, NO, (found,))
