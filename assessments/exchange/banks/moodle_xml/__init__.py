"""Moodle XML: one element a question, with its pictures inside."""

from assessments.exchange.banks.moodle_xml.reader import read
from assessments.exchange.banks.moodle_xml.writer import write

__all__ = ["read", "write"]
