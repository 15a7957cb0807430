"""Say which port is taken, and by which variable to move it."""

import socket

from embedded.settings import Ports, Settings, StackError


def check_free(settings: Settings) -> None:
    """Raise a StackError that names each port of the stack that another program holds."""
    taken = [name for name in Ports.names() if not is_free(getattr(settings.ports, name))]
    if not taken:
        return
    lines = [
        f"  port {getattr(settings.ports, name)} ({name})\u00a0: réglez {Ports.variable(name)}"
        for name in taken
    ]
    raise StackError(
        "Ces ports sont déjà pris par un autre programme\u00a0:\n"
        + "\n".join(lines)
        + "\n«\u00a0DONNEESQC_PORT=9100 make run\u00a0» déplace la série entière."
    )


def is_free(port: int) -> bool:
    """Tell whether a program could listen on this port of 127.0.0.1."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
