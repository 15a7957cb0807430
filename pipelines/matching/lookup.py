"""Find the entities that a text may name, each with a confidence."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipelines.matching.entities import CURRENT, FORMER, Entity
from pipelines.matching.forms import MRC, REGION, forms_of, keys_of
from pipelines.matching.names import LINKS, folded

CERTAIN, HOMONYM, PROPOSED, ALIKE = 90, 75, 80, 85
# what each kind of name takes off the confidence of its form
LESS = {CURRENT: 0, "other": 2, FORMER: 5}
APART = 5  # by how much the best must be ahead
NEARBY, FARTHEST = 8, 0.25  # letters for each slip that is still sure; share of slips at most
AGREES, DISAGREES = 6, 12
COMMON = {
    *("saint", "sainte", "saints", "saintes", "notre", "dame", "lac", "mont", "ville"),
    *LINKS,
}
Keys = frozenset[str]
LONGEST = 200  # characters of a name
MOST = 10
SHORTEST = 4  # letters of a name that a hint goes on from


@dataclass(frozen=True)
class Candidate:
    """An entity that a text may name.

    `score`: confidence, 0 to 100; `how`: code, name, other, former, gone or alike; `sure`: it is
    this one and no other.
    """

    entity: Entity
    score: float
    how: str
    sure: bool = False


class Lookup:
    """The entities of one reference dataset, by all their codes and names."""

    def __init__(self, entities: Iterable[Entity], level: str = "") -> None:
        self.level = level
        self.entities: dict[str, Entity] = {}
        self._codes: dict[str, Entity] = {}
        self._names: dict[str, dict[str, str]] = defaultdict(dict)
        self._cells: dict[str, Keys] = {}
        for entity in entities:
            self._add(entity)
        self._texts = list(self._names)
        self._sorted = sorted(self._names)
        self._widths = {len(code) for code in self._codes if code.isdecimal()}

    def find(self, text: str, context: Sequence[str] = (), limit: int = 5) -> tuple[Candidate, ...]:
        """Return the entities that a text may name, the likeliest first.

        `context`: what is known beside the name, such as its MRC, its region or its designation.
        A text longer than a name is cut.
        """
        text = text.strip()[:LONGEST]
        if not text:
            return ()
        if found := self._by_code(text):
            return (found,)
        known = [_hint_keys(hint) for hint in context if hint.strip()]
        found = self._by_name(text, known) or self._alike(text, known)
        return _settled(found)[: min(limit, MOST)]

    def beginning(self, prefix: str, limit: int = 20) -> list[Entity]:
        """Return the entities of today whose code or name begins with a text, by name."""
        code, key = prefix.strip().upper(), folded(prefix)
        found: dict[str, Entity] = {}
        if code:
            found |= {e.identifier: e for c, e in self._codes.items() if c.startswith(code)}
        start = bisect_left(self._sorted, key) if key else len(self._sorted)
        for text in self._sorted[start:]:
            if not text.startswith(key) or len(found) >= limit:
                break
            found |= {name: self.entities[name] for name in self._names[text]}
        here = [entity for entity in found.values() if not entity.gone]
        return sorted(here, key=lambda item: (folded(item.name), item.identifier))[:limit]

    def _add(self, entity: Entity) -> None:
        self.entities[entity.identifier] = entity
        for code in entity.codes:
            self._codes.setdefault(code.upper(), entity)
        for name, kind in entity.names.items():
            for key in keys_of(name, self.level):
                held = self._names[key].get(entity.identifier)
                if held is None or LESS[kind] < LESS[held]:
                    self._names[key][entity.identifier] = kind

    def _by_code(self, text: str) -> Candidate | None:
        code = text.upper().removesuffix(".0").replace(" ", "")
        if entity := self._codes.get(code):
            return self._today(Candidate(entity, 100, "code", sure=True))
        if (
            code.isdecimal()
            and len(code) + 1 in self._widths
            and (entity := self._codes.get(f"0{code}"))
        ):  # a spreadsheet took the zero
            return self._today(Candidate(entity, 97, "code", sure=True))
        return None

    def _by_name(self, text: str, context: Sequence[Keys]) -> list[Candidate]:
        best: dict[str, Candidate] = {}
        for form in forms_of(text, self.level):
            for identifier, kind in self._names.get(form.key, {}).items():
                entity = self.entities[identifier]
                score = form.sure - LESS[kind] + self._agreement(entity, context)
                if form.hint and _hint_keys(form.hint) & self._cells_of(entity):
                    score += AGREES
                found = self._today(Candidate(entity, score, kind if kind != CURRENT else "name"))
                held = best.get(found.entity.identifier)
                if held is None or held.score < found.score:
                    best[found.entity.identifier] = found
        return list(best.values())

    def _alike(self, text: str, context: Sequence[Keys]) -> list[Candidate]:
        """Return the entities whose names differ by a few letters."""
        best: dict[str, Candidate] = {}
        for form in forms_of(text, self.level):
            slips = int(len(form.key) * FARTHEST)
            near = process.extract(
                form.key, self._texts, scorer=OSA.distance, score_cutoff=slips, limit=MOST
            )
            for name, distance, _ in near:
                for identifier in self._names[name]:
                    entity = self.entities[identifier]
                    slip = distance <= len(_telling(name)) / NEARBY
                    score = CERTAIN + 1 if slip else ALIKE * (1 - distance / len(name))
                    score += self._agreement(entity, context)
                    found = self._today(Candidate(entity, score, "alike"))
                    held = best.get(found.entity.identifier)
                    if held is None or held.score < found.score:
                        best[found.entity.identifier] = found
        return list(best.values())

    def _agreement(self, entity: Entity, hints: Sequence[Keys]) -> int:
        """Return what is known beside the name adds to the confidence, or takes off it."""
        if not hints:
            return 0
        known = self._cells_of(entity)
        return sum(AGREES if _agree(hint, known) else -DISAGREES for hint in hints)

    def _cells_of(self, entity: Entity) -> Keys:
        if entity.identifier not in self._cells:
            cells = (cell for cell in entity.row.values() if cell)
            keys = frozenset(key for cell in cells for key in _hint_keys(cell))
            self._cells[entity.identifier] = keys
        return self._cells[entity.identifier]

    def _today(self, found: Candidate) -> Candidate:
        """Return the one that follows an entity that is gone, with the confidence of a proposal."""
        entity = found.entity
        if not entity.gone or len(entity.successors) != 1:
            return found
        successor = self.entities.get(entity.successors[0])
        return Candidate(successor or entity, min(found.score, PROPOSED), "gone")


def _agree(hint: Keys, known: Keys) -> bool:
    """Tell whether a hint is among an entity's cells, or goes on from one: « La Tuque Sud »."""
    if hint & known:
        return True
    heads = (key.rpartition(" ")[0] for key in hint)
    return any(len(head) >= SHORTEST and head in known for head in heads)


def _telling(key: str) -> str:
    """Return the part of a name that tells it from others: « saint hubert » is « hubert »."""
    words = key.split()
    while len(words) > 1 and words[0] in COMMON:
        words.pop(0)
    return " ".join(words)


def _hint_keys(hint: str) -> frozenset[str]:
    """Return the keys that what is known beside a name may be found under."""
    levels = (MRC, REGION)
    return frozenset(form.key for level in levels for form in forms_of(hint, level)) | {
        folded(hint)
    }


def _settled(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return candidates by confidence; the first is sure when it stands alone, well ahead."""
    ordered = sorted(found, key=lambda item: (-item.score, item.entity.identifier))
    if not ordered:
        return ()
    first = ordered[0]
    rivals = [item for item in ordered[1:] if first.score - item.score < APART]
    if rivals:
        ceiling = HOMONYM
        return tuple(
            Candidate(item.entity, min(round(item.score), ceiling), item.how) for item in ordered
        )
    sure = first.score >= CERTAIN and not first.entity.gone and first.how != "gone"
    rest = [Candidate(item.entity, min(round(item.score), 100), item.how) for item in ordered[1:]]
    return (Candidate(first.entity, min(round(first.score), 100), first.how, sure), *rest)
