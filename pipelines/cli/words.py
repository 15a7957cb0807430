"""Read the words of a command line and, when one is wrong, say which was probably meant."""

import argparse
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NoReturn

from pipelines.cli.codes import USAGE
from pipelines.messages import message as said


class Parser(argparse.ArgumentParser):
    """Say what is wrong in a line or two, without the list of all options."""

    def read(self, words: list[str]) -> argparse.Namespace:
        """Return the options; exit with 2 at a word that is none of the command's."""
        options, unknown = self.parse_known_args(words)
        if unknown:
            options.parser.error(_unknown(unknown[0], options.parser._option_string_actions))  # noqa: SLF001
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


def _unknown(word: str, known: Iterable[str]) -> str:
    return _closest(word.partition("=")[0], [name for name in known if name.startswith("--")])


def _closest(word: str, known: list[str]) -> str:
    found = get_close_matches(word, known, 1)
    if found:
        return said("word-unknown-near", word=word, near=found[0])
    return said("word-unknown", word=word, known=", ".join(known))
