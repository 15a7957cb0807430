"""What a source's YAML says, as frozen dataclasses."""

from dataclasses import dataclass, field

from pipelines.matching import Shape

Texts = dict[str, str]


@dataclass(frozen=True)
class Organization:
    """Name the public body that publishes: `name` is its address on the portal."""

    name: str
    title: str


@dataclass(frozen=True)
class DatasetCard:
    """Describe the dataset as the portal shows it; `fields` are the portal's own."""

    organization: Organization
    groups: tuple[str, ...]
    tags: tuple[str, ...]
    fields: Texts


@dataclass(frozen=True)
class Publication:
    """Name one dated issue of a source and say where it is."""

    name: str
    address: str


@dataclass(frozen=True)
class CompanionCard:
    """Say in French what a file that goes with the table is."""

    title: str
    description: str


@dataclass(frozen=True)
class Fetching:
    """Say where the publications are: on a CKAN portal, at fixed addresses or in a package.

    `resource` finds the publication in a resource's title; `titles` names those it can't read.
    `companions`: files of the package that go with the table, by name.
    """

    kind: str
    portal: str = ""
    dataset: str = ""
    format: str = ""
    resource: str = ""
    titles: Texts = field(default_factory=dict)
    publications: tuple[Publication, ...] = ()
    companions: dict[str, CompanionCard] = field(default_factory=dict)


@dataclass(frozen=True)
class Decoding:
    """Settle what looking at the file can't; empty means « find out ».

    `sheet` names the sheet of a workbook that holds the table.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Amounts:
    """Columns of money; when all values of one are below the limit they are millions of dollars."""

    columns: tuple[str, ...] = ()
    millions_below: int = 0


@dataclass(frozen=True)
class Conformity:
    """Say how the source's own form becomes the schema's form."""

    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    optional: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    amounts: Amounts = field(default_factory=Amounts)
    month_dates: tuple[str, ...] = ()
    aliases: dict[str, str] = field(default_factory=dict)
    drop_blank_rows: bool = False


@dataclass(frozen=True)
class Promises:
    """Share of the time, in percent, during which files and API answer."""

    files: float = 99.0
    api: float = 99.5


@dataclass(frozen=True)
class Reference:
    """Say what makes a source a reference dataset.

    `official`: the official source; `mandate`: by what right it is published; `steward`: who
    answers for it; `demonstration`: its certificate says that nobody with that mandate asked for
    it; `notice`: days of notice before a breaking change.
    """

    official: str
    mandate: str
    steward: str
    shape: Shape = field(default_factory=Shape)
    promises: Promises = field(default_factory=Promises)
    demonstration: bool = False
    notice: int = 90


@dataclass(frozen=True)
class Source:
    """Hold one source: a table that a public body publishes again and again.

    `partition` is the column that names the publication each row belongs to; `text` is the YAML
    itself, which dates the results made with it; `reference` is None but for reference datasets.
    """

    name: str
    family: str
    schema: str
    partition: str
    calendar: str
    dataset: DatasetCard
    fetch: Fetching
    decode: Decoding
    conform: Conformity
    text: str
    reference: Reference | None = None
