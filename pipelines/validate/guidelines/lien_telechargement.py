"""C10: the resource has a download link that answers."""

from pipelines.validate.guidelines.observed import Observed
from pipelines.validate.guidelines.verdict import NO, NOT_APPLICABLE, YES, Evidence, Verdict

CODE = "lien_telechargement"
TITLE = "guideline-link"
SOURCE = "Moissonnage de Données Québec, lien de téléchargement valide"
ANSWERS = {
    True: (YES, "guideline-link-met"),
    False: (NO, "guideline-link-not"),
    None: (NOT_APPLICABLE, "guideline-link-unknown"),
}


def judge(observed: Observed) -> Verdict:
    """Answer what whoever tried the link found; a link that nobody tried earns no oui."""
    answer, sentence = ANSWERS[observed.subject.download]
    return Verdict(CODE, TITLE, SOURCE, answer, (Evidence(sentence),))
