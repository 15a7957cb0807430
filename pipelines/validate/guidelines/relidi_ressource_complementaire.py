"""A resource that isn't the dataset's main one is marked as such."""

from pipelines.validate.guidelines.observed import Observed
from pipelines.validate.guidelines.verdict import NOT_APPLICABLE, Evidence, Verdict

CODE = "relidi_ressource_complementaire"
TITLE = "guideline-complementary"
SOURCE = "Lignes directrices de Données Québec, relidi_ressource_complementaire"
ANSWERS = {
    True: ("relidi.rescom", "guideline-complementary-yes"),
    False: (NOT_APPLICABLE, "guideline-complementary-main"),
    None: (NOT_APPLICABLE, "guideline-complementary-unknown"),
}


def judge(observed: Observed) -> Verdict:
    """Repeat what the respondent said: a box to tick, which no file can show."""
    answer, sentence = ANSWERS[observed.subject.complementary]
    return Verdict(CODE, TITLE, SOURCE, answer, (Evidence(sentence),))
