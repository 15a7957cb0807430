"""How the cells of a template look; the colours are those of the government's design system."""

from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format

TEXT, DATE, MOMENT = "@", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
# Text keeps the zeros of a code; any other format lets Excel turn « 01 » into 1.
NUMBER_FORMATS = {
    "integer": "0",
    "number": "General",
    "year": "0",
    "date": DATE,
    "datetime": MOMENT,
}


@dataclass(frozen=True)
class Looks:
    """Hold the formats of a workbook; `cells` are those of the data, by type."""

    required: Format
    optional: Format
    missing: Format
    title: Format
    heading: Format
    strong: Format
    text: Format
    cells: dict[str, Format]


def looks_of(workbook: Workbook, types: set[str]) -> Looks:
    """Add the formats to a workbook."""
    wrapped = {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": "#C5CAD2"}
    label = {"text_wrap": True, "valign": "vcenter", "bold": True, "border": 1}
    dark = {"bg_color": "#19406C", "font_color": "#FFFFFF", "border_color": "#FFFFFF"}
    pale = {"bg_color": "#DAE6F0", "font_color": "#223654", "border_color": "#8893A2"}
    cells = {
        kind: workbook.add_format({"num_format": NUMBER_FORMATS.get(kind, TEXT)})
        for kind in sorted(types)
    }
    return Looks(
        required=workbook.add_format({**label, **dark}),
        optional=workbook.add_format({**label, **pale}),
        missing=workbook.add_format({"bg_color": "#F8E69A"}),
        title=workbook.add_format({"bold": True, "font_size": 16, "font_color": "#223654"}),
        heading=workbook.add_format({"bold": True, "font_size": 13, "font_color": "#223654"}),
        strong=workbook.add_format({**wrapped, "bold": True, "num_format": TEXT}),
        text=workbook.add_format({**wrapped, "num_format": TEXT}),
        cells=cells,
    )
