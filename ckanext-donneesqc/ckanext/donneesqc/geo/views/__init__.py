"""The addresses of maps."""

from ckanext.donneesqc.geo.views import (  # noqa: F401 - they add routes
    classes,
    code,
    downloads,
    drawings,
    features,
    places,
    services,
    state,
)
from ckanext.donneesqc.geo.views.blueprint import maps

__all__ = ["maps"]
