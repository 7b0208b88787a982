"""Why a file is not taken as a backup."""


class ArchiveRefused(ValueError):
    """The message is a whole sentence for the person at the keyboard; it never quotes the file."""
