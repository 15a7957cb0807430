"""Read the sources: one YAML each, saying who publishes what, where, when and in which form."""

from pipelines.sources.load import (
    UnknownSource,
    load_source,
    load_sources,
    read_source,
    read_sources,
)
from pipelines.sources.model import (
    Amounts,
    CompanionCard,
    Conformity,
    DatasetCard,
    Decoding,
    Fetching,
    Organization,
    Promises,
    Publication,
    Reference,
    Source,
)

__all__ = [
    "Amounts",
    "CompanionCard",
    "Conformity",
    "DatasetCard",
    "Decoding",
    "Fetching",
    "Organization",
    "Promises",
    "Publication",
    "Reference",
    "Source",
    "UnknownSource",
    "load_source",
    "load_sources",
    "read_source",
    "read_sources",
]
