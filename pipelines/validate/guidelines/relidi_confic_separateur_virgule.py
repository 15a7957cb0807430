"""C2: a CSV's cells are separated by commas."""

from pipelines.validate.guidelines.observed import Observed
from pipelines.validate.guidelines.verdict import NO, NOT_APPLICABLE, YES, Evidence, Verdict

CODE = "relidi_confic_separateur_virgule"
TITLE = "guideline-comma"
SOURCE = "Lignes directrices de Données Québec, relidi_confic_separateur_virgule"
TAB = "\t"


def judge(observed: Observed) -> Verdict:
    """Answer oui when « , » separates the cells; lines saved whole as quoted cells don't count."""
    form = observed.subject.form
    if form.container != "csv":
        evidence = Evidence("guideline-comma-other", {"container": form.container.upper()})
        return Verdict(CODE, TITLE, SOURCE, NOT_APPLICABLE, (evidence,))
    if form.wrapped:
        return Verdict(CODE, TITLE, SOURCE, NO, (Evidence("guideline-comma-wrapped"),))
    if form.delimiter != ",":
        code = "guideline-comma-tab" if form.delimiter == TAB else "guideline-comma-not"
        found = Evidence(code, {"delimiter": form.delimiter})
        return Verdict(CODE, TITLE, SOURCE, NO, (found,))
    return Verdict(CODE, TITLE, SOURCE, YES, (Evidence("guideline-comma-met"),))
