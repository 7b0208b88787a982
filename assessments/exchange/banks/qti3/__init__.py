"""Writing QTI 3.0 packages, which every system of the present generation reads."""

from assessments.exchange.banks.qti3.package import write

__all__ = ["write"]
