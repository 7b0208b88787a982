"""Work that takes longer than a page: a row first, then a worker."""
