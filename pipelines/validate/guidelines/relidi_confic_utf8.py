"""C1: a text file is in UTF-8, with or without its byte order mark."""

from pipelines.validate.guidelines.observed import Observed
from pipelines.validate.guidelines.verdict import NO, NOT_APPLICABLE, YES, Evidence, Verdict

CODE = "relidi_confic_utf8"
TITLE = "guideline-utf8"
SOURCE = "Lignes directrices de Données Québec, relidi_confic_utf8"
UTF8 = frozenset({"utf8", "utf8sig", "ascii", "usascii"})


def judge(observed: Observed) -> Verdict:
    """Answer oui for UTF-8, and for ASCII, which is part of it; a workbook has no encoding."""
    form = observed.subject.form
    if form.container != "csv":
        evidence = Evidence("guideline-utf8-other", {"container": form.container.upper()})
        return Verdict(CODE, TITLE, SOURCE, NOT_APPLICABLE, (evidence,))
    if form.encoding.lower().replace("-", "").replace("_", "") in UTF8:
        return Verdict(CODE, TITLE, SOURCE, YES, (Evidence("guideline-utf8-met"),))
    found = Evidence("guideline-utf8-not", {"encoding": form.encoding})
    return Verdict(CODE, TITLE, SOURCE, NO, (found,))
