"""Name one change of a schema that may break what people built on the table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.messages import catalogue, message, quoted

Value = str | int | tuple[str, ...]


@dataclass(frozen=True)
class Break:
    """Hold the code of a sentence and the facts that fill it, plain and of no language.

    `old_type` and `new_type` are types of Table Schema; several names or values are a tuple.
    """

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def sentence(self, language: str = "fr") -> str:
        """Return what readers of the table are told."""
        said = {name: _said(name, value, language) for name, value in self.values.items()}
        return message(self.code, language, **said)


def _said(name: str, value: Value, language: str) -> str | int:
    if isinstance(value, tuple):
        return quoted(value, language)
    kind = f"template-{value}"
    if name in ("old_type", "new_type") and kind in catalogue():
        return message(kind, language)
    return value
