"""The file is in a tabular format that the portal recognises."""

from pipelines.validate.guidelines.observed import Observed
from pipelines.validate.guidelines.verdict import NO, YES, Evidence, Verdict

CODE = "format"
TITLE = "guideline-format"
SOURCE = "Moissonnage de Données Québec, formats de téléchargement reconnus"
RECOGNISED = frozenset({"csv", "xls", "xlsx"})


def judge(observed: Observed) -> Verdict:
    """Answer oui for CSV, XLS and XLSX, whatever the file's extension says."""
    container = observed.subject.form.container
    found = {"format": container.upper()}
    if container in RECOGNISED:
        return Verdict(CODE, TITLE, SOURCE, YES, (Evidence("guideline-format-met", found),))
    return Verdict(CODE, TITLE, SOURCE, NO, (Evidence("guideline-format-not", found),))
