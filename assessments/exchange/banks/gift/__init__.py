"""GIFT, the text format of Moodle: questions with their answers in braces, one after the other."""

from assessments.exchange.banks.gift.reader import read
from assessments.exchange.banks.gift.writer import write

__all__ = ["read", "write"]
