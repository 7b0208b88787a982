"""QTI 1.2: choices and texts; what else it can say is reported."""

from assessments.exchange.banks.qti.classic.item import add, title

__all__ = ["add", "title"]
