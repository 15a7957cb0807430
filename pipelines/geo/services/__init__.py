"""Live map services (WMS, WFS) and files on other sites, read as hostile until proven otherwise.

Nothing here imports polars, pandas or pyogrio: the web process uses it.
"""

from pipelines.geo.services.asking import Web, open_web
from pipelines.geo.services.capabilities import read_service
from pipelines.geo.services.info import feature_info
from pipelines.geo.services.linked import fetch_linked
from pipelines.geo.services.model import Service, ServiceLayer, kept_service
from pipelines.geo.services.wfs import Features, fetch_features
from pipelines.geo.services.wms import legend, tile

__all__ = [
    "Features",
    "Service",
    "ServiceLayer",
    "Web",
    "feature_info",
    "fetch_features",
    "fetch_linked",
    "kept_service",
    "legend",
    "open_web",
    "read_service",
    "tile",
]
