"""H5P packages: the content is read, the programs that come with it are not."""

from assessments.exchange.banks.h5p.reader import read

__all__ = ["read"]
