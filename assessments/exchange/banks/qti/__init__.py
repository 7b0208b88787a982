"""QTI: single items and packages of version 2.1, 2.2 and 3.0, and the choices and texts of version 1.2."""

from assessments.exchange.banks.qti.reader import read

__all__ = ["read"]
