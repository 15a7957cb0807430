"""Exit 0 when Redis knows this container's jobs worker; it forgets those that stop calling."""

import socket
import sys
from pathlib import Path

from redis import Redis
from rq import Worker

link = Redis(host="redis", password=Path("/run/secrets/redis_password").read_text("utf-8").strip())
here = socket.gethostname()
sys.exit(0 if any(worker.hostname == here for worker in Worker.all(connection=link)) else 1)
