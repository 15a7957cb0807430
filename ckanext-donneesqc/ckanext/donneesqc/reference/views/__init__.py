"""The addresses of reference datasets."""

from ckanext.donneesqc.reference.views import (  # noqa: F401 - they add routes
    acts,
    certification,
    entities,
    proposal,
    reports,
    sets,
)
from ckanext.donneesqc.reference.views.blueprint import pages
from ckanext.donneesqc.reference.views.reconciliation import services

__all__ = ["pages", "services"]
