"""Read the whole numbers of a command line."""

import argparse
from collections.abc import Callable

from pipelines.messages import message

LONGEST = 9  # digits


def whole_number(least: int, most: int | None = None) -> Callable[[str], int]:
    """Return what reads a whole number and refuses another one in a sentence."""

    def read(word: str) -> int:
        if word.isascii() and word.isdecimal() and len(word) <= LONGEST:
            number = int(word)
            if number >= least and (most is None or number <= most):
                return number
        raise argparse.ArgumentTypeError(_expected(word, least, most))

    return read


def _expected(word: str, least: int, most: int | None) -> str:
    if most is None:
        return message("word-whole-number", word=word, least=least)
    return message("word-whole-number-between", word=word, least=least, most=most)
