"""Read cells that have a code and a name: « 06 – Montréal », « Saint-Jérôme (75017) »."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.matching.candidates import APART, GONE, HOMONYM, PROPOSED, Candidate, held
from pipelines.matching.forms import PROVINCE

BOTH, DISPUTED, CODE_ALONE, NO_SUCH_CODE = "both", "disputed", "code-alone", "no-such-code"
SIGNS = r"(?:[A-Za-z]{0,3}\d+(?:-\d+)*|[A-Z])"
SIGN = r"\s*[-–—:;,./|_]+\s*|\s+"
# « Région 06 – Montréal » has the kind of the code before it
LEADING = re.compile(
    rf"[(\[]?\s*((?:[^\W\d_]+\s+){{0,2}}{SIGNS})\s*([)\]]\s*(?:{SIGN})?|{SIGN})(.+)", re.DOTALL
)
TRAILING = re.compile(rf"(.+?)(\s*[(\[]\s*|{SIGN})({SIGNS})\s*[)\]]?", re.DOTALL)
LETTER = re.compile(r"[^\W\d_]")
YEAR = re.compile(r"(?:19|20)\d\d")  # no code that lost its zero, unless the name says so
WHOLE = 100  # the score of a code as it is, no zero lost
SHORTEST = 4  # signs of a code that is one without a sign beside it


@dataclass(frozen=True)
class Coded:
    """A text read as a code and a name.

    `apart`: a sign or brackets stand between them, not a mere space.
    """

    code: str
    name: str
    apart: bool

    @property
    def like_a_year(self) -> bool:
        """Tell whether the code may be a year."""
        return YEAR.fullmatch(self.code) is not None


def read_coded(text: str) -> Iterator[Coded]:
    """Yield the ways to read a text as a code and a name."""
    plain = PROVINCE.sub("", text).strip()
    if found := LEADING.fullmatch(plain):
        code, sign, name = found.groups()
        if LETTER.search(name):
            yield Coded(code, name, apart=bool(sign.strip()))
    if found := TRAILING.fullmatch(plain):
        name, sign, code = found.groups()
        if LETTER.search(name):
            yield Coded(code, name, apart=bool(sign.strip()))


def decide(
    part: Coded, coded: Candidate | None, named: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """Return what a code and a name mean together, () when the code is none.

    `coded`: the entity of the code, None when no entity has it; `named`: those of the name. Both
    agreeing makes sure; one against the other is a person's to decide.
    """
    if coded is None:
        return () if part.like_a_year else _doubtful(named, NO_SUCH_CODE)
    if agreeing := _agreeing(coded, named):
        sure = not (GONE == coded.how == agreeing.how)
        return (held(Candidate(coded.entity, 100, BOTH if sure else GONE), sure=sure),)
    shortened = coded.score < WHOLE
    if shortened and part.like_a_year:
        return ()
    if named:
        others = [item for item in named if item.entity != coded.entity]
        return _doubtful([coded, *others], DISPUTED)
    if shortened or not (part.apart or len(part.code) >= SHORTEST):
        return ()
    return (Candidate(coded.entity, PROPOSED, CODE_ALONE),)


def _agreeing(coded: Candidate, named: Sequence[Candidate]) -> Candidate | None:
    """Return the name's candidate that is the code's entity, unless another is well ahead."""
    same = (item for item in named if item.entity.identifier == coded.entity.identifier)
    found = next(same, None)
    ahead = found and any(item.score - found.score >= APART for item in named)
    return None if ahead else found


def _doubtful(found: Sequence[Candidate], how: str) -> tuple[Candidate, ...]:
    return tuple(Candidate(item.entity, min(round(item.score), HOMONYM), how) for item in found)
