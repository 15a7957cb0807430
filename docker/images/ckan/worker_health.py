"""Exit 0 when this container's jobs worker is known to Redis, which forgets those that stop calling."""

import socket
import sys
from pathlib import Path

from redis import Redis
from rq import Worker

link = Redis(host="redis", password=Path("/run/secrets/redis_password").read_text("utf-8").strip())
here = socket.gethostname()
sys.exit(0 if any(worker.hostname == here for worker in Worker.all(connection=link)) else 1)
