"""The answer to one guideline, with what shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.messages import message

YES = "oui"
NO = "non"
NOT_APPLICABLE = "n/a"
ABSENT = "relidi.descha.absent"


@dataclass(frozen=True)
class Evidence:
    """Say one thing that was found: `code` names its sentence, `values` fill it.

    `position`: the column it is about, -1 for the whole file; `cells`: how many cells show it;
    `rows`: the first of them, as (row number, value).
    """

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    position: int = -1
    cells: int = 0
    rows: tuple[tuple[int, str], ...] = ()

    def sentence(self, language: str = "fr") -> str:
        """Return the sentence in `language`."""
        return message(self.code, language, **self.values)


@dataclass(frozen=True)
class Verdict:
    """Answer one guideline: `code` is the portal's field where it has one, `title` its sentence."""

    code: str
    title: str
    source: str
    answer: str
    evidence: tuple[Evidence, ...]

    @property
    def met(self) -> bool:
        """Tell whether publishing asks nothing more: a guideline not met wants a derogation."""
        return self.answer not in (NO, ABSENT)

    def heading(self, language: str = "fr") -> str:
        """Return the guideline's title in `language`."""
        return message(self.title, language)

    def derogation(self, language: str = "fr") -> str:
        """Return the request for a reasoned derogation; "" when the guideline is met."""
        if self.met:
            return ""
        return message("guideline-derogation", language, guideline=self.heading(language))
