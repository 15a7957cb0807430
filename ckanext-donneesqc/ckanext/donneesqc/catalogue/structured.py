"""Keep each dataset's schema.org description: making it takes longer than the page around it."""

from collections.abc import Callable

import ckan.plugins.toolkit as tk
from ckan.lib.redis import connect_to_redis

# A category or an organisation that changes its title shows here an hour later at most.
KEPT_SECONDS = 3600


@tk.chained_helper
def structured_data(
    make: Callable[..., str], dataset: dict, profiles: list[str] | None = None
) -> str:
    """Return ckanext-dcat's description of a dataset, made once for each of its modifications."""
    redis = connect_to_redis()
    key = ":".join(
        ("donneesqc", "structured", tk.config["ckan.site_id"], dataset["id"])
        + (dataset["metadata_modified"], tk.h.lang() or "", *(profiles or ()))
    )
    kept = redis.get(key)
    if kept is not None:
        return kept if isinstance(kept, str) else kept.decode()
    made = make(dataset, profiles)
    redis.set(key, made, ex=KEPT_SECONDS)
    return made
