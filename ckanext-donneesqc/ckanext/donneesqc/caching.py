"""Say how long an answer may be kept, in the place of what CKAN says of every answer."""

from typing import Any, cast

import ckan.plugins.toolkit as tk
from ckan.types import Response as Answer
from flask import Response
from werkzeug.datastructures import ResponseCacheControl

PRIVATE = "private, no-store"


class Kept(Response):
    """An answer whose caching is settled: CKAN writes its own over that of every answer."""

    @property
    def cache_control(self) -> ResponseCacheControl:
        """Return what may be written to in vain."""
        return ResponseCacheControl()

    def set_cookie(self, *said: Any, **named: Any) -> None:
        """Write a cookie, but not to an answer that caches give to other people."""
        if self.headers["Cache-Control"] == PRIVATE:
            super().set_cookie(*said, **named)


def kept(answer: Answer, caching: str, public: bool) -> Answer:
    """Return an answer that is kept so when everybody may see it, by nobody otherwise."""
    settled = cast(Kept, Kept.force_type(answer, tk.request.environ))
    settled.headers["Cache-Control"] = caching if public else PRIVATE
    if not public:
        tk.request.environ["__no_cache__"] = True
    return settled
