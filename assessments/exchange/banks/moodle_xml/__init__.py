"""Moodle XML: one element a question, with its pictures inside."""

from assessments.exchange.banks.moodle_xml.reader import read

__all__ = ["read"]
