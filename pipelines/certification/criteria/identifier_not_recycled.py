"""An identifier goes on naming the same entity."""

from collections import Counter
from collections.abc import Iterable

import polars as pl
from rapidfuzz.fuzz import token_set_ratio

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import IDENTIFIER, Verdict, found_none
from pipelines.matching.names import LINKS, folded

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "identifier-not-recycled", IDENTIFIER, 2, "0"
ALIKE = 60  # of 100: a name that changed keeps a part of what was its own
COMMON, FEWEST = 0.005, 3  # share of the names, and number of them, that have a word of no one


def judge(subject: Subject) -> Verdict:
    """Find identifiers whose name has nothing of its own in common with the one it had.

    Words that many entities have, such as « Saint » or « Lac », are nobody's own. A former name
    that is declared says that the entity was renamed. An identifier with a declared succession is
    gone for good: it is never given again.
    """
    earlier = [version.identities for version in subject.versions[1:]]
    today = pl.DataFrame({"identifier": subject.identifiers, "now": subject.names})
    given = today.filter(pl.col("identifier").is_in(sorted(subject.succeeded)))
    again = [f"{identifier}\u00a0: {name}" for identifier, name in given.sort("identifier").rows()]
    if not earlier and not again:
        return Verdict(None, "certified-identifier-first")
    before = pl.concat([today.clear().rename({"now": "name"}), *earlier])
    before = before.unique("identifier", keep="first", maintain_order=True)
    renamed = before.join(today, on="identifier").filter(pl.col("name") != pl.col("now"))
    common = _common(subject.names) if renamed.height else set()
    changed = [
        f"{identifier}\u00a0: {name} → {now}"
        for identifier, name, now in renamed.sort("identifier").iter_rows()
        if name not in subject.former.get(identifier, ())
        and not _alike(folded(name), folded(now), common)
    ]
    return found_none("certified-identifier-not-recycled", [*again, *changed], of=before.height)


def _common(names: Iterable[str]) -> set[str]:
    """Return the words that are in the names of many entities."""
    plain = [{*folded(name).split()} for name in names]
    counts = Counter(word for words in plain for word in words)
    most = max(FEWEST, COMMON * len(plain))
    return LINKS | {word for word, count in counts.items() if count >= most}


def _alike(before: str, now: str, common: set[str]) -> bool:
    """Tell whether two folded names have something of their own in common."""
    own = [" ".join(word for word in text.split() if word not in common) for text in (before, now)]
    return token_set_ratio(*own) >= ALIKE if all(own) else before == now
