"""Redis: sessions and the queue of CKAN's jobs, kept on disk."""

import socket

from embedded.credentials import Credentials, write_private
from embedded.programs import Program
from embedded.settings import Settings


def prepare(settings: Settings, credentials: Credentials) -> Program:
    """Write the configuration and describe the service.

    When it is full the sessions that end first go, never the jobs: those have no term.
    """
    config = settings.config / "redis.conf"
    lines = [
        "bind 127.0.0.1",
        f"port {settings.ports.redis}",
        f"requirepass {credentials.redis_password}",
        f'dir "{settings.var / "redis"}"',
        "appendonly yes",
        "save 300 1",
        "maxmemory 256mb",
        "maxmemory-policy volatile-ttl",
    ]
    write_private(settings, config, "\n".join(lines) + "\n")
    return Program("redis", f"/usr/bin/redis-server {config}", rank=10, depends_on=(config,))


def is_ready(settings: Settings, credentials: Credentials) -> bool:
    """Tell whether Redis answers PONG to our password."""
    try:
        with socket.create_connection(("127.0.0.1", settings.ports.redis), timeout=2) as link:
            link.sendall(f"AUTH {credentials.redis_password}\r\nPING\r\nQUIT\r\n".encode())
            with link.makefile("rb") as replies:
                return b"+PONG" in replies.read()
    except OSError:
        return False
