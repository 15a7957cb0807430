"""Make the ASCII names of columns from the labels that people write."""

from collections.abc import Sequence

from slugify import slugify

LONGEST = 60  # PostgreSQL cuts a column's name at 63 bytes
WORDS = {"#": "numero", "№": "numero", "n°": "numero", "N°": "numero", "’": " ", "'": " "}


def column_names(labels: Sequence[str]) -> tuple[str, ...]:
    """Return one name per label, in snake case: « Coût total ($) » is cout_total.

    A label without a letter, or that starts with a digit, is « colonne_… »; a name that comes again
    takes a number.
    """
    taken: set[str] = set()
    names = []
    for position, label in enumerate(labels, start=1):
        name = _alone(_name(label, position), taken)
        taken.add(name)
        names.append(name)
    return tuple(names)


def _name(label: str, position: int) -> str:
    name = slugify(label, separator="_", replacements=WORDS.items(), max_length=LONGEST)
    if not name:
        return f"colonne_{position}"
    return f"colonne_{name}"[:LONGEST] if name[0].isdigit() else name


def _alone(name: str, taken: set[str]) -> str:
    """Return the name, with the first number that nothing else has when it is taken."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free
