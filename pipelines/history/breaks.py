"""Name one change of a schema that may break what people built on the table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.messages import message

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
        return message(self.code, language, **self.values)
