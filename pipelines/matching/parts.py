"""Find the names of which a text is a part: « Saint-Denis », of Saint-Denis-de-Brompton."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipelines.matching.names import LINKS

COMMON = {
    *("saint", "sainte", "saints", "saintes", "notre", "dame", "lac", "mont", "ville"),
    *LINKS,
}


class Parts:
    """The keys of names, by their words; articles and prepositions aren't words."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._having: dict[str, set[str]] = defaultdict(set)
        for key in keys:
            for word in _words(key):
                self._having[word].add(key)

    def holding(self, part: str) -> Iterator[tuple[str, float, bool]]:
        """Yield the keys that have the words of a part in its order, none between them.

        With each: the share of its letters that the part says, and whether it begins with it.
        """
        words = _words(part)
        if COMMON.issuperset(words):  # « Saint », or no word at all
            return
        said = " ".join(words)
        for key in set.intersection(*(self._having.get(word, set()) for word in words)):
            whole = " ".join(_words(key))
            if f" {said} " in f" {whole} ":
                yield key, len(said) / len(whole), f"{whole} ".startswith(f"{said} ")


def telling(key: str) -> str:
    """Return the part of a name that tells it from others: « saint hubert » is « hubert »."""
    words = key.split()
    while len(words) > 1 and words[0] in COMMON:
        words.pop(0)
    return " ".join(words)


def _words(key: str) -> list[str]:
    return [word for word in key.split() if word not in LINKS]
