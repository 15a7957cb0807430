"""Go on without the layers that can't be shown, and tell of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pipelines.geo.model import Finding
from pipelines.messages import Refusal, shortened

SHOWN = 5
NOT_MISSED = ("geo-unrecognized", "geo-xml-other")  # metadata beside a layer


@dataclass
class Left:
    """Remember the layers that aren't on the map, and why, those that are missed first."""

    names: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @contextmanager
    def out(self, name: str) -> Iterator[None]:
        """Go on when a layer is refused."""
        try:
            yield
        except Refusal as refusal:
            if refusal.code in NOT_MISSED:
                self.refusals.append(refusal)
            else:
                self.refusals.insert(len(self.names), refusal)
                self.names.append(name)

    @property
    def reason(self) -> Refusal:
        """Return why nothing is left to show."""
        return self.refusals[0] if self.refusals else Refusal("geo-no-geometry")

    def findings(self) -> Iterator[Finding]:
        """Tell of the layers that aren't on the map."""
        if self.names:
            listed = ", ".join(map(shortened, self.names[:SHOWN]))
            more = "…" if len(self.names) > SHOWN else ""
            values = {"count": len(self.names), "names": listed + more}
            yield Finding("geo-layers-left-out", {**values})
