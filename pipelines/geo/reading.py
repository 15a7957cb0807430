"""What every way of reading a layer gives: batches of geometries and of attributes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from pyproj import CRS

from pipelines.geo.model import Finding

Geometries = np.ndarray  # of shapely geometries, None where there is none


@dataclass(frozen=True)
class Part:
    """Some features: their geometries, in the layer's own system, and their attributes.

    `notes`: code of what was seen while reading → which of the features, one boolean each.
    """

    geometries: Geometries
    attributes: pa.Table
    notes: dict[str, np.ndarray] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """A layer that is open; `parts` may be called again.

    `system`: what the file says its reference system is, None when it says nothing; `hint`: words
    that may name it (of the file, of the layer, of columns).
    """

    name: str
    schema: pa.Schema
    system: CRS | None
    parts: Callable[[], Iterator[Part]]
    findings: tuple[Finding, ...] = field(default_factory=tuple)
    hint: str = ""
