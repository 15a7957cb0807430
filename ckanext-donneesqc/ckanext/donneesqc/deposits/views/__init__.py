"""The pages of a dataset's versions and deposits, and the files that they lead to."""

from ckanext.donneesqc.deposits.views import (
    after_form,
    deposits,
    files,
    history,
    rows,
    subscription,
)
from ckanext.donneesqc.deposits.views.blueprint import pages

__all__ = ["after_form", "deposits", "files", "history", "pages", "rows", "subscription"]
