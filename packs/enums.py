"""Closed lists of the content packs."""

PREVIEW_JOB = "packs.preview"
IMPORT_JOB = "packs.import"
CLEAN_JOB = "packs.clean"
