"""What a table seems to be: its columns, its key, and the schema to propose."""

from dataclasses import dataclass

KEY_ROWS = 10  # in a table of fewer rows, any column may be unique by chance


@dataclass(frozen=True)
class DescribedColumn:
    """Describe a column as it was seen: `values` are the few that repeat, in order.

    `repaired`: the cells are of this type once their form is mended; `found` is then one of them as
    the file has it, and `example` the same mended. `personal`: the codes of the kinds of personal
    information that it seems to hold; no value of it is shown then.
    """

    name: str
    label: str
    type: str
    filled: int
    empty: int
    example: str
    unique: bool
    values: tuple[str, ...] = ()
    repaired: bool = False
    found: str = ""
    personal: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """Return whether no cell is empty."""
        return self.filled > 0 and not self.empty

    @property
    def share(self) -> float:
        """Return the share of cells that are filled, from 0 to 1."""
        rows = self.filled + self.empty
        return self.filled / rows if rows else 0.0


@dataclass(frozen=True)
class Description:
    """Describe a table of `rows` rows; `keys` are the columns that could each be its key."""

    columns: tuple[DescribedColumn, ...]
    rows: int
    keys: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Return whether there are rows enough to tell a key from chance."""
        return self.rows >= KEY_ROWS

    def schema(self, description: str) -> dict:
        """Return the Table Schema to propose; `description` stands where a person must write."""
        proposed: dict = {
            "fields": [_field(column, description) for column in self.columns],
            "missingValues": [""],
        }
        return {**proposed, "primaryKey": [self.keys[0]]} if self.keys else proposed


def _field(column: DescribedColumn, description: str) -> dict:
    field: dict = {
        "name": column.name,
        "type": column.type,
        "title": column.label or column.name,
        "description": description,
    }
    if column.example:
        field["example"] = column.example
    constraints: dict = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    return {**field, "constraints": constraints} if constraints else field
