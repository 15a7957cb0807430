"""From a name, as people write it, to the entity of a reference dataset (without Polars)."""

from pipelines.matching.candidates import Candidate
from pipelines.matching.entities import Entity, Shape, read_entities, read_shape
from pipelines.matching.lookup import Lookup

__all__ = ["Candidate", "Entity", "Lookup", "Shape", "read_entities", "read_shape"]
