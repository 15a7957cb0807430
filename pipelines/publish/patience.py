"""Ask again, after growing pauses, a portal that was cut off or is busy."""

import time
from collections.abc import Callable
from typing import TypeVar

from pipelines.messages import Refusal
from pipelines.publish.portal import AWAY, BUSY, PortalRefusal

PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # seconds: a minute in all
Answer = TypeVar("Answer")


def patiently(
    ask: Callable[[], Answer],
    sleep: Callable[[float], None] = time.sleep,
    told: Callable[[float], None] = lambda _: None,
    again: Callable[[Refusal], bool] | None = None,
) -> Answer:
    """Return what `ask` answers, asked again after each pause while the portal can't answer.

    `told` is given each pause before it begins; `again` says which refusals are worth another try,
    those that pass when it isn't given. Raises the last Refusal.
    """
    again = again or passing
    for pause in PAUSES:
        try:
            return ask()
        except Refusal as refusal:
            if not again(refusal):
                raise
        told(pause)
        sleep(pause)
    return ask()


def passing(refusal: Refusal) -> bool:
    """Tell whether the same question may be answered later."""
    if isinstance(refusal, PortalRefusal):
        return refusal.status in BUSY and not refusal.said
    return refusal.code == "portal-unreachable"


def away(refusal: Refusal) -> bool:
    """Tell whether the portal is there, but not now: it starts again or has too much to do."""
    return isinstance(refusal, PortalRefusal) and refusal.status in AWAY and not refusal.said
