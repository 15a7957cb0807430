"""The addresses of reference datasets."""

from ckanext.donneesqc.reference.views import certification, entities, reports, sets  # noqa: F401 - they add routes
from ckanext.donneesqc.reference.views.blueprint import pages
from ckanext.donneesqc.reference.views.reconciliation import services

__all__ = ["pages", "services"]
