"""Find the entities that a text may name, each with a confidence."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipelines.matching.beside import AGREES, Known, agreement, hint_keys, read_known, row_keys
from pipelines.matching.entities import CURRENT, DEDUCED, FORMER, OTHER, Entity
from pipelines.matching.forms import Form, forms_of, keys_of
from pipelines.matching.names import folded
from pipelines.matching.parts import Parts, telling

CERTAIN, HOMONYM, PROPOSED, ALIKE = 90, 75, 80, 85
PART, BEGINS, WHOLE = 50, 15, 15  # of a part of a name; more when it begins it, and says all of it
# what each kind of name takes off the confidence of its form
LESS = {CURRENT: 0, OTHER: 2, FORMER: 5, DEDUCED: 5}
APART = 6  # by how much the best must be ahead: a former name competes with one of today
NEARBY, FARTHEST = 8, 0.25  # letters for each slip that is still sure; share of slips at most
LONGEST = 200  # characters of a name
MOST = 20
GONE = "gone"
CEILINGS = {GONE: PROPOSED, DEDUCED: PROPOSED}  # what nobody confirmed is never sure
NOTHING: Mapping[str, Sequence[str]] = {}


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
        for entity in entities:
            self._add(entity)
        self._texts = list(self._names)
        self._sorted = sorted(self._names)
        self._parts = Parts(self._names)
        self._widths = {len(code) for code in self._codes if code.isdecimal()}

    def find(
        self,
        text: str,
        context: Sequence[str] = (),
        limit: int = 5,
        cells: Mapping[str, Sequence[str]] = NOTHING,
    ) -> tuple[Candidate, ...]:
        """Return the entities that a text may name, the likeliest first.

        `context`: what is known beside the name, such as its MRC, its region or its designation;
        `cells`: what is known of its columns, each with the values that it may have. A text longer
        than a name is cut.
        """
        text = text.strip()[:LONGEST]
        if not text:
            return ()
        if found := self._by_code(text):
            return (_held(found, sure=found.sure),)
        known = read_known(context, cells)
        found = self._by_name(text, known) or self._resembling(text, known)
        return _settled(found)[: min(limit, MOST)]

    def named(self, text: str) -> set[str]:
        """Return the identifiers of the entities that have this very code or name."""
        by_code = self._by_code(text)
        found = [by_code] if by_code else self._by_name(text, ())
        return {item.entity.identifier for item in found}

    def beginning(self, prefix: str, limit: int = 20, skip: int = 0) -> list[Entity]:
        """Return the entities of today whose code or name begins with a text, by name."""
        code, key = prefix.strip().upper(), folded(prefix)
        found: dict[str, Entity] = {}
        if code:
            found |= {e.identifier: e for c, e in self._codes.items() if c.startswith(code)}
        start = bisect_left(self._sorted, key) if key else len(self._sorted)
        for text in self._sorted[start:]:
            if not text.startswith(key):
                break
            found |= {name: self.entities[name] for name in self._names[text]}
        here = [entity for entity in found.values() if not entity.gone]
        ordered = sorted(here, key=lambda item: (folded(item.name), item.identifier))
        return ordered[skip : skip + limit]

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
        """Return the entity of a code, alone or after its kind: « Région 15 »."""
        for said in (text, *keys_of(text, self.level)[1:]):
            code = said.upper().removesuffix(".0").replace(" ", "")
            if entity := self._codes.get(code):
                return self._today(Candidate(entity, 100, "code", sure=True))
            if (
                code.isdecimal()
                and len(code) + 1 in self._widths
                and (entity := self._codes.get(f"0{code}"))
            ):  # a spreadsheet took the zero
                return self._today(Candidate(entity, 97, "code", sure=True))
        return None

    def _by_name(self, text: str, known: Sequence[Known]) -> list[Candidate]:
        found = []
        for form in self._forms(text):
            for identifier, kind in self._names.get(form.key, {}).items():
                entity = self.entities[identifier]
                score = form.sure - LESS[kind] + agreement(entity, known)
                if form.hint and hint_keys(form.hint) & row_keys(entity):
                    score += AGREES
                found.append(Candidate(entity, score, kind if kind != CURRENT else "name"))
        return self._best(found)

    def _forms(self, text: str) -> list[Form]:
        """Return the ways to read a text; a name of today is read whole: « Hope Town »."""
        forms = list(forms_of(text, self.level))
        if forms and self._is_a_name(whole := forms[0].key):
            return [form for form in forms if form.key in keys_of(whole, self.level)]
        return forms

    def _is_a_name(self, key: str) -> bool:
        having = (self.entities[identifier] for identifier in self._names.get(key, ()))
        return any(folded(entity.name) == key and not entity.gone for entity in having)

    def _resembling(self, text: str, known: Sequence[Known]) -> list[Candidate]:
        """Return the entities whose names are like a text; when none is sure, part of it too."""
        alike = self._best(self._alike(text, known))
        if any(item.score >= CERTAIN for item in alike):
            return alike
        return self._best([*alike, *self._partly(text, known)])

    def _alike(self, text: str, known: Sequence[Known]) -> Iterator[Candidate]:
        """Yield the entities whose names differ by a few letters."""
        for form in forms_of(text, self.level):
            slips = int(len(form.key) * FARTHEST)
            near = process.extract(
                form.key, self._texts, scorer=OSA.distance, score_cutoff=slips, limit=MOST
            )
            for name, distance, _ in near:
                slip = distance <= len(telling(name)) / NEARBY
                score = CERTAIN + 1 if slip else ALIKE * (1 - distance / len(name))
                for entity in self._having(name):
                    yield Candidate(entity, score + agreement(entity, known), "alike")

    def _partly(self, text: str, known: Sequence[Known]) -> Iterator[Candidate]:
        """Yield the entities whose names go on from a text, or before it; none is ever sure."""
        for form in forms_of(text, self.level):
            for name, share, begins in self._parts.holding(form.key):
                score = PART + BEGINS * begins + WHOLE * share
                for entity in self._having(name):
                    held = min(score + agreement(entity, known), HOMONYM)
                    yield Candidate(entity, held, "alike")

    def _having(self, key: str) -> list[Entity]:
        return [self.entities[identifier] for identifier in self._names[key]]

    def _best(self, found: Iterable[Candidate]) -> list[Candidate]:
        """Return, of each entity of today, the candidate of which one is the most confident."""
        best: dict[str, Candidate] = {}
        for item in map(self._today, found):
            held = best.get(item.entity.identifier)
            if held is None or _confidence(held) < _confidence(item):
                best[item.entity.identifier] = item
        return list(best.values())

    def _today(self, found: Candidate) -> Candidate:
        """Return, as a proposal, the one that follows an entity that is gone."""
        entity = found.entity
        if not entity.gone or len(entity.successors) != 1:
            return found
        successor = self.entities.get(entity.successors[0])
        return Candidate(successor or entity, found.score, GONE)


def _settled(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return candidates by confidence; the first is sure when it stands alone, well ahead."""
    ordered = sorted(found, key=lambda item: (-_confidence(item), item.entity.identifier))
    if not ordered:
        return ()
    first, *others = ordered
    if any(first.score - item.score < APART for item in others):
        return tuple(_held(item, HOMONYM) for item in ordered)
    sure = _confidence(first) >= CERTAIN and not first.entity.gone
    return (_held(first, sure=sure), *map(_held, others))


def _held(item: Candidate, most: int = 100, *, sure: bool = False) -> Candidate:
    """Return a candidate as it is told: its score within bounds, what is deduced among the rest."""
    score = max(0, min(round(_confidence(item)), most))
    return Candidate(item.entity, score, FORMER if item.how == DEDUCED else item.how, sure)


def _confidence(item: Candidate) -> float:
    return min(item.score, CEILINGS.get(item.how, item.score))
