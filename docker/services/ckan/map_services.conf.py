"""Gunicorn for what asks live services of others: one process that mostly waits."""

import os
import tempfile

bind = f"{os.environ.get('MAP_SERVICES_HOST', '127.0.0.1')}:{os.environ['MAP_SERVICES_PORT']}"
workers = 1
threads = 32
worker_class = "gthread"
# A service has ten seconds for an image.
timeout = 60
graceful_timeout = 15
keepalive = 75
max_requests = 50_000
max_requests_jitter = 5_000
worker_tmp_dir = tempfile.gettempdir()
control_socket_disable = True
