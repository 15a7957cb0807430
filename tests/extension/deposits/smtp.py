"""A real mail server on this machine, which keeps what it is given."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True)
class Letter:
    """What was sent, and to whom."""

    recipients: tuple[str, ...]
    content: bytes


@dataclass
class Mailbox:
    """Hold the letters that came."""

    port: int = 0
    letters: list[Letter] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep a letter."""
        self.letters.append(Letter(tuple(envelope.rcpt_tos), envelope.original_content or b""))
        return "250 OK"

    def recipients(self) -> list[str]:
        """Return to whom letters were sent, one a letter."""
        return [recipient for letter in self.letters for recipient in letter.recipients]


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """Run a mail server on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        box = Mailbox(free.getsockname()[1])
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
