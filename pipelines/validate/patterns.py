"""Rewrite a Table Schema pattern, a Python regular expression, as one that Polars can run.

Only what both languages surely read alike is rewritten: literals, sets of literals and ranges,
ASCII digits, groups, alternatives, repetitions. A cell that the rewritten pattern matches matches
in Python too; the others are asked of Python itself.
"""

import re
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

MOST = 1000  # repetitions: above, Rust refuses the size of the automaton


class _Untranslatable(Exception):  # noqa: N818 - a signal inside this module
    """Say that a construct has no sure equivalent."""


def translate(pattern: str) -> str | None:
    """Return the Rust expression for a cell that keeps `pattern`, None when there is none.

    Frictionless matches `^` + pattern + `$` from the cell's start: « a|b » is `^a|b$`.
    """
    try:
        tree = parser.parse(f"^{pattern}$")
        if tree.state.flags & ~re.UNICODE.value:
            return None
        return rf"\A(?:{_sequence(tree)})"
    except (_Untranslatable, re.error, RecursionError, OverflowError):
        return None


def _sequence(items) -> str:
    return "".join(_item(operation, argument) for operation, argument in items)


def _item(operation, argument) -> str:
    rewrite = _REWRITES.get(operation)
    if rewrite is None:
        raise _Untranslatable
    return rewrite(argument)


def _any(_) -> str:
    return r"[^\n]"


def _branch(argument) -> str:
    return f"(?:{'|'.join(_sequence(branch) for branch in argument[1])})"


def _group(argument) -> str:
    _, flags_on, flags_off, items = argument
    if flags_on or flags_off:
        raise _Untranslatable
    return f"(?:{_sequence(items)})"


def _place(argument) -> str:
    if argument not in _PLACES:
        raise _Untranslatable
    return _PLACES[argument]


def _set(members) -> str:
    kinds = {operation for operation, _ in members}
    if {sre.NEGATE, sre.CATEGORY} <= kinds:  # « not a digit » would take in other scripts' digits
        raise _Untranslatable
    return f"[{''.join(_member(operation, argument) for operation, argument in members)}]"


def _member(operation, argument) -> str:
    if operation is sre.NEGATE:
        return "^"
    if operation is sre.LITERAL:
        return _escaped(argument)
    if operation is sre.RANGE:
        return f"{_escaped(argument[0])}-{_escaped(argument[1])}"
    if operation is sre.CATEGORY and argument is sre.CATEGORY_DIGIT:
        return "0-9"
    raise _Untranslatable


def _escaped(code: int) -> str:
    return f"\\x{{{code:X}}}"


def _repeat(argument) -> str:
    least, most, items = argument
    if least > MOST or (most is not sre.MAXREPEAT and most > MOST):
        raise _Untranslatable
    end = "" if most is sre.MAXREPEAT else most
    return f"(?:{_sequence(items)}){{{least},{end}}}"


_PLACES = {sre.AT_BEGINNING: r"\A", sre.AT_END: r"\z"}
_REWRITES = {
    sre.LITERAL: _escaped,
    sre.ANY: _any,
    sre.IN: _set,
    sre.BRANCH: _branch,
    sre.SUBPATTERN: _group,
    sre.MAX_REPEAT: _repeat,
    sre.AT: _place,
}
