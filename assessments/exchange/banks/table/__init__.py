"""A table that teachers fill in with a spreadsheet: one question a row, as CSV or XLSX."""

from assessments.exchange.banks.table.reader import read
from assessments.exchange.banks.table.template import template
from assessments.exchange.banks.table.writer import write

__all__ = ["read", "template", "write"]
