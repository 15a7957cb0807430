"""Send a file in parts, and go on from what the portal has after a cut."""

import time
from collections.abc import Callable
from pathlib import Path

from pipelines.messages import Refusal
from pipelines.publish.deposits import Deposit
from pipelines.publish.patience import patiently
from pipelines.publish.portal import Part, Portal, PortalRefusal

ACTION = "donneesqc_deposit_part_add"
OFFSET = "deposit-offset"
PART_SIZE = 8 << 20  # bytes, where the portal says nothing
MOST_CONFLICTS = 5  # in a row: another command sends the same file


class Watch:
    """Be told how a sending goes; this one says nothing."""

    def sent(self, received: int) -> None:
        """Hear how many bytes of the file are gone."""

    def cut(self, pause: float) -> None:
        """Hear that the connection was cut and how long, in seconds, until the next try."""


def send_parts(
    portal: Portal,
    deposit: Deposit,
    path: Path,
    watch: Watch | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Send what the portal lacks of a file, each part tried again with pauses.

    Raises Refusal when the portal refuses, or still doesn't answer after a minute.
    """
    watch = watch or Watch()
    received, conflicts = deposit.received, 0
    with path.open("rb") as file:
        while received < deposit.size and conflicts <= MOST_CONFLICTS:
            file.seek(received)
            content = file.read(deposit.part_size or PART_SIZE)
            if not content:
                raise Refusal("command-file-changed", path=str(path))
            watch.sent(received)
            has = _send(_Place(portal, deposit.id, received), content, watch, sleep)
            conflicts = 0 if has == received + len(content) else conflicts + 1
            received = has
    if conflicts > MOST_CONFLICTS:
        raise Refusal("command-sent-twice")
    watch.sent(received)


class _Place:
    """Name where bytes go: a deposit and an offset in its file."""

    def __init__(self, portal: Portal, deposit: str, offset: int) -> None:
        self.portal, self.deposit, self.offset = portal, deposit, offset

    def put(self, part: Part) -> int:
        """Add a part; return how many bytes of the file the portal has."""
        data = {"id": self.deposit, "offset": self.offset}
        return self.portal.call(ACTION, data, part)["received"]


def _send(place: _Place, content: bytes, watch: Watch, sleep: Callable[[float], None]) -> int:
    """Send one part; return what the portal has, be it other bytes than those thought."""
    part = Part(content, "part", lambda gone: watch.sent(place.offset + gone))
    try:
        return patiently(lambda: place.put(part), sleep, watch.cut)
    except PortalRefusal as refusal:
        received = refusal.number("received")
        if refusal.said != OFFSET or received is None:
            raise
        return received
