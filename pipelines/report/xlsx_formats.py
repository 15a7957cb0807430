"""How the cells of a report look in a workbook."""

from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format


@dataclass(frozen=True)
class Formats:
    """Hold how cells look; `quoted` has Excel's own mark of a text that is no formula."""

    plain: Format
    quoted: Format
    bad: Format
    heading: Format
    title: Format
    verdict: Format
    wrapped: Format
    link: Format


def formats_of(workbook: Workbook, valid: bool) -> Formats:
    """Add the formats to a workbook, in the colours of the government's design system."""
    top = {"valign": "top"}
    text = {**top, "num_format": "@"}
    wrapped = {**top, "text_wrap": True}
    bold = {**wrapped, "bold": True, "font_color": "#223654"}
    red = {"bg_color": "#FFDBD6", "font_color": "#692519"}
    green = {"bg_color": "#D7F0BB", "font_color": "#2C4A22"}
    bad = {**text, **red, "quote_prefix": True, "border": 1, "border_color": "#CB381F"}
    return Formats(
        plain=workbook.add_format(text),
        quoted=workbook.add_format({**text, "quote_prefix": True}),
        bad=workbook.add_format(bad),
        heading=workbook.add_format({**bold, "bg_color": "#DAE6F0"}),
        title=workbook.add_format({**bold, "text_wrap": False, "font_size": 16}),
        verdict=workbook.add_format({**bold, **(green if valid else red), "text_wrap": False}),
        wrapped=workbook.add_format(wrapped),
        link=workbook.add_format({**wrapped, "font_color": "#095797", "underline": 1}),
    )
