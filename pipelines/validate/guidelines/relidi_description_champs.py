"""C9: the fields are described, in a resource of their own or in the metadata."""

from pipelines.validate.guidelines.observed import Observed
from pipelines.validate.guidelines.verdict import ABSENT, NOT_APPLICABLE, Evidence, Verdict

CODE = "relidi_description_champs"
TITLE = "guideline-description"
SOURCE = "Lignes directrices de Données Québec, relidi_description_champs"
ANSWERS = {
    "resource": ("relidi.descha.foudoc", "guideline-description-resource"),
    "metadata": ("relidi.descha.foumet", "guideline-description-metadata"),
    "": (ABSENT, "guideline-description-absent"),
    None: (NOT_APPLICABLE, "guideline-description-unknown"),
}


def judge(observed: Observed) -> Verdict:
    """Say where the data dictionary is, with the portal's own three values."""
    answer, sentence = ANSWERS[observed.subject.dictionary]
    return Verdict(CODE, TITLE, SOURCE, answer, (Evidence(sentence),))
