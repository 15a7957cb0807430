"""Read plain XLSX sheets column by column; a sheet written in any other way goes to calamine.

Spreadsheets write cells in very few ways. A grammar says which are understood here, every cell is
held against it, and one that doesn't fit sends the whole sheet to the slower reader: so both always
give the same cells.
"""
