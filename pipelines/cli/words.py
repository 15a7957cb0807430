"""Read the words of a command line and, when one is wrong, say which was probably meant."""

import argparse
from difflib import SequenceMatcher
from typing import NoReturn

from pipelines.cli.codes import USAGE
from pipelines.messages import message as said

NEAR = 0.6


class Parser(argparse.ArgumentParser):
    """Say what is wrong in a line or two, without the list of all options."""

    def read(self, words: list[str]) -> argparse.Namespace:
        """Return the options; exit with 2 at a word that is none of the command's."""
        options, unknown = self.parse_known_args(words)
        if unknown:
            options.parser.error(_unknown(unknown[0], options.parser))
        return options

    def error(self, message: str) -> NoReturn:
        """Print the message and where to find help; exit with 2."""
        help_line = said("word-help", command=self.prog)
        self.exit(USAGE, f"{self.prog}\u00a0: {message}\n{help_line}\n")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Refuse a value that is none of the choices, with the closest."""
        if action.choices is not None and value not in action.choices:
            known = [str(choice) for choice in action.choices]
            raise argparse.ArgumentError(action, _closest(str(value), known))


def _unknown(word: str, parser: argparse.ArgumentParser) -> str:
    if not word.startswith("-"):
        takes_file = any(action.dest == "fichier" for action in parser._actions)  # noqa: SLF001
        return said("word-one-file" if takes_file else "word-too-many", word=word)
    known = parser._option_string_actions  # noqa: SLF001
    return _closest(word.partition("=")[0], [name for name in known if name.startswith("--")])


def _closest(word: str, known: list[str]) -> str:
    near = max(known, key=lambda name: _likeness(word, name), default="")
    if _likeness(word, near) >= NEAR:
        return said("word-unknown-near", word=word, near=near)
    return said("word-unknown", word=word, known=", ".join(known))


def _likeness(word: str, name: str) -> float:
    """Return how alike two words are, from 0 to 1; the hyphens of all options say nothing."""
    return SequenceMatcher(None, name.lstrip("-"), word.lstrip("-")).ratio()
