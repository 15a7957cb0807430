"""Every reason why a file has no map: a closed list, so that pages and tests know them all."""

from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.messages import Refusal

REASONS = (
    "geo-archive",
    "geo-computed",
    "geo-database-other",
    "geo-doctype",
    "geo-empty",
    "geo-empty-file",
    "geo-heavy-shape",
    "geo-image",
    "geo-many-columns",
    "geo-many-layers",
    "geo-no-geometry",
    "geo-no-operation",
    "geo-no-system",
    "geo-nothing-placed",
    "geo-pdf",
    "geo-several-systems",
    "geo-shapefile-parts",
    "geo-system-unusable",
    "geo-table-unreadable",
    "geo-table-without-place",
    "geo-territory-health",
    "geo-too-large",
    "geo-truncated",
    "geo-unreadable",
    "geo-unrecognized",
    "geo-web-page",
    "geo-xml-other",
    "geo-zip-bomb",
    "geo-zip-damaged",
    "geo-zip-many",
    "geo-zip-nested",
    "geo-zip-password",
    "geo-zip-path",
    "geo-zip-without-layer",
)
# what reading text, tables and zips says, in the words of maps
TOLD = {
    "decode-zip-bomb": "geo-zip-bomb",
    "decode-password": "geo-zip-password",
    "decode-workbook": "geo-zip-damaged",
}


@contextmanager
def told_for_maps() -> Iterator[None]:
    """Give the refusals of `decode` a reason of this list."""
    try:
        yield
    except Refusal as refusal:
        if refusal.code in REASONS:
            raise
        code = TOLD.get(refusal.code, "geo-table-unreadable")
        raise Refusal(code) from refusal
