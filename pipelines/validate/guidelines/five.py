"""Sum the verdicts up in the five that a resource's page shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.messages import message
from pipelines.validate.guidelines.verdict import NO, YES, Verdict

FILES = "relidi_confic_"
DATA = "relidi_condon_"


@dataclass(frozen=True)
class PortalVerdict:
    """Hold one of the five: its answer, the sentence of its title and those of what it rests on."""

    code: str
    title: str
    answer: str
    verdicts: tuple[Verdict, ...]

    def sentence(self, language: str = "fr") -> str:
        """Return what the page shows: the value of one verdict, or whether all conform."""
        title = message(self.title, language)
        if len(self.verdicts) == 1:
            shown = self.verdicts[0].evidence[0].sentence(language)
        else:
            met = self.answer == YES
            shown = message("five-met" if met else "five-not", language)
        return message("five-line", language, title=title, shown=shown)


def five(verdicts: Iterable[Verdict]) -> tuple[PortalVerdict, ...]:
    """Return the portal's five verdicts; files and data conform when no check of theirs says non.

    Source: the resource page of Données Québec, « Respect des lignes directrices ».
    """
    known = {verdict.code: verdict for verdict in verdicts}
    return (
        _single("format", "five-format", known["format"]),
        _single("licence", "five-licence", known["licence"]),
        _single("description", "five-description", known["relidi_description_champs"]),
        _group("fichiers", "five-files", FILES, known),
        _group("donnees", "five-data", DATA, known),
    )


def _single(code: str, title: str, verdict: Verdict) -> PortalVerdict:
    return PortalVerdict(code, title, verdict.answer, (verdict,))


def _group(code: str, title: str, prefix: str, known: dict[str, Verdict]) -> PortalVerdict:
    verdicts = tuple(verdict for name, verdict in known.items() if name.startswith(prefix))
    answer = YES if all(verdict.met for verdict in verdicts) else NO
    return PortalVerdict(code, title, answer, verdicts)
