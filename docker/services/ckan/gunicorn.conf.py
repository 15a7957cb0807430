"""Gunicorn for the portal: two preloaded workers of four threads, each with its connections."""

import gc
import os
import tempfile

from ckan import model
from ckanext.datastore.backend import postgres

bind = f"{os.environ.get('CKAN_HOST', '127.0.0.1')}:{os.environ['CKAN_PORT']}"
workers = 2
limit_request_line = 8190  # a link to a preview's filters is long
threads = 4
worker_class = "gthread"
preload_app = True
# Uploads of a gigabyte and loads into the DataStore take their time.
timeout = 600
graceful_timeout = 20
keepalive = 75
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = tempfile.gettempdir()
control_socket_disable = True


def pre_fork(server: object, worker: object) -> None:
    """Keep the collector from going through the application itself, which is never garbage."""
    gc.collect()
    gc.freeze()


def post_fork(server: object, worker: object) -> None:
    """Forget the connections opened before the fork: two processes must never share one."""
    model.meta.engine.dispose(close=False)
    for engine in postgres._engines.values():
        engine.dispose(close=False)
