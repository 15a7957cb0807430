"""Find the entities that a text may name, each with a confidence."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipelines.matching.alike import Found, Likeness
from pipelines.matching.beside import AGREES, Known, agreement, hint_keys, read_known, row_keys
from pipelines.matching.candidates import (
    CERTAIN,
    GONE,
    HOMONYM,
    Candidate,
    confidence,
    held,
    settled,
)
from pipelines.matching.coded import Coded, decide, read_coded
from pipelines.matching.entities import CURRENT, LESS, Entity
from pipelines.matching.forms import Form, forms_of, keys_of
from pipelines.matching.names import folded
from pipelines.matching.several import find_several

LONGEST = 200  # characters of a name
MOST = 20
MOST_SURE = 200  # no bound: `held` has its own
DIGIT = re.compile(r"\d")
NOTHING: Mapping[str, Sequence[str]] = {}


class Lookup:
    """The entities of one reference dataset, by all their codes and names."""

    def __init__(self, entities: Iterable[Entity], level: str = "") -> None:
        self.level = level
        self.entities: dict[str, Entity] = {}
        self._codes: dict[str, Entity] = {}
        self._names: dict[str, dict[str, str]] = defaultdict(dict)
        for entity in entities:
            self._add(entity)
        self._likeness = Likeness(self._names, level)
        self._shapes = {_shape(code) for code in self._codes}
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
            return (held(found, sure=found.sure),)
        known = read_known(context, cells)
        found = self._by_parts(text, known) or settled(self._by_words(text, known))
        return found[: min(limit, MOST)]

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
        for text in self._likeness.beginning(key) if key else ():
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
                known = self._names[key].get(entity.identifier)
                if known is None or LESS[kind] < LESS[known]:
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

    def _by_parts(self, text: str, known: Sequence[Known]) -> tuple[Candidate, ...]:
        """Return what the parts of a text name, () when it is a name or has no such part."""
        if self._is_a_name(folded(text)):
            return ()
        found = find_several(text, lambda part: self._exactly(part, known))
        return found or self._by_both(text, known)

    def _exactly(self, text: str, known: Sequence[Known]) -> Candidate | None:
        """Return the entity that a text names for sure, without a slip; None without one."""
        if found := self._by_code(text):
            return found
        first = (*self._by_both(text, known), *settled(self._by_name(text, known)))[:1]
        return first[0] if first and first[0].sure else None

    def _by_both(self, text: str, known: Sequence[Known]) -> tuple[Candidate, ...]:
        """Return what a code and a name mean together, () when a text isn't both."""
        for part in read_coded(text):
            coded = self._by_code(part.code)
            if coded is None and not self._may_be_a_code(part):
                continue
            if found := decide(part, coded, self._best(self._by_words(part.name, known))):
                return found
        return ()

    def _may_be_a_code(self, part: Coded) -> bool:
        """Tell whether what stands apart has as many letters and digits as codes have."""
        return part.apart and _shape(part.code) in self._shapes

    def _by_words(self, text: str, known: Sequence[Known]) -> list[Candidate]:
        return self._by_name(text, known) or self._resembling(text, known)

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
        return self._weighed(self._likeness.near(text), known, MOST_SURE)

    def _partly(self, text: str, known: Sequence[Known]) -> Iterator[Candidate]:
        """Yield the entities of which a text says a part of the name; none is ever sure."""
        return self._weighed(self._likeness.partial(text), known, HOMONYM)

    def _weighed(
        self, found: Iterable[Found], known: Sequence[Known], most: int
    ) -> Iterator[Candidate]:
        """Yield the entities of names, no score above `most`."""
        for name, score, how in found:
            for entity in self._having(name):
                yield Candidate(entity, min(score + agreement(entity, known), most), how)

    def _having(self, key: str) -> list[Entity]:
        return [self.entities[identifier] for identifier in self._names[key]]

    def _best(self, found: Iterable[Candidate]) -> list[Candidate]:
        """Return, of each entity of today, the candidate of which one is the most confident."""
        best: dict[str, Candidate] = {}
        for item in map(self._today, found):
            known = best.get(item.entity.identifier)
            if known is None or confidence(known) < confidence(item):
                best[item.entity.identifier] = item
        return list(best.values())

    def _today(self, found: Candidate) -> Candidate:
        """Return, as a proposal, the one that follows an entity that is gone."""
        entity = found.entity
        if not entity.gone or len(entity.successors) != 1:
            return found
        successor = self.entities.get(entity.successors[0])
        return Candidate(successor or entity, found.score, GONE)


def _shape(code: str) -> str:
    """Return a code with each digit made 9, its letters in capitals: « P01-02 » is « P99-99 »."""
    return DIGIT.sub("9", code.upper())
