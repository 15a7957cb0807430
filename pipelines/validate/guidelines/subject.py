"""What is known of a file before its rows are read."""

from dataclasses import dataclass, field

from pipelines.decode.batches import Form


@dataclass(frozen=True)
class Subject:
    """Hold what is known of the file that the guidelines are about; what isn't known is None.

    `labels` and `types` go by position; a type is a Table Schema type's name, "" when no schema
    says it. `path` is the name it was sent under. `dictionary`: where the data dictionary is,
    "resource" or "metadata", "" when there is none. `licence`: the portal's licence id, "" when not
    known. `download`: whether its download link answers. `systems`: the coordinate reference
    systems of a geographic file (« EPSG:4326 »), () when it names none, None for any other file.
    `complementary`: whether the resource isn't the dataset's main one.
    """

    form: Form = field(default_factory=Form)
    labels: tuple[str, ...] = ()
    path: str = ""
    types: tuple[str, ...] = ()
    dictionary: str | None = None
    licence: str = ""
    download: bool | None = None
    systems: tuple[str, ...] | None = None
    complementary: bool | None = None

    def type_of(self, position: int) -> str:
        """Return the column's type in the schema, "" when none says it."""
        return self.types[position] if position < len(self.types) else ""
