"""Read what a schema declares public: `"donneesqc:public": {"kind": [...], "reason": "..."}`."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.messages import Refusal, quoted, shortened
from pipelines.validate.personal.found import PROPERTY
from pipelines.validate.personal.registry import KINDS


@dataclass(frozen=True)
class Declaration:
    """Say which kinds of personal information a column may hold, and why."""

    kinds: frozenset[str] = frozenset()
    reason: str = ""


def read_declaration(field: Mapping[str, object]) -> Declaration:
    """Return what a Table Schema field declares; nothing when it lacks the property.

    Raises Refusal when the property is of another form or names a kind that doesn't exist.
    """
    declared = field.get(PROPERTY)
    if declared is None:
        return Declaration()
    name = str(field.get("name", ""))
    if not isinstance(declared, Mapping):
        raise Refusal("personal-declaration-form", column=name, property=PROPERTY)
    kinds, reason = declared.get("kind"), declared.get("reason", "")
    named = [kinds] if isinstance(kinds, str) else kinds
    if not isinstance(named, list) or not isinstance(reason, str):
        raise Refusal("personal-declaration-form", column=name, property=PROPERTY)
    for kind in named:
        if kind not in KINDS:
            known, value = quoted(KINDS), shortened(str(kind))
            raise Refusal("personal-declaration-kind", column=name, value=value, known=known)
    return Declaration(frozenset(named), reason.strip())
