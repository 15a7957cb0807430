"""The codes of what the network does wrong, to a live service and to a linked file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentences:
    """A code for each failure; `moved`: to no address; `loop`: of redirections without end."""

    private: str
    unreachable: str
    certificate: str
    slow: str
    moved: str
    loop: str
    truncated: str
    too_large: str


SERVICE = Sentences(
    private="geo-service-private",
    unreachable="geo-service-unreachable",
    certificate="geo-service-certificate",
    slow="geo-service-slow",
    moved="geo-service-moved",
    loop="geo-service-loop",
    truncated="geo-service-truncated",
    too_large="geo-service-too-large",
)
LINK = Sentences(
    private="geo-link-private",
    unreachable="geo-link-unreachable",
    certificate="geo-link-certificate",
    slow="geo-link-slow",
    moved="geo-link-moved",
    loop="geo-link-loop",
    truncated="geo-link-truncated",
    too_large="geo-link-too-large",
)
