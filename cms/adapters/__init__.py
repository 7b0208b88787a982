"""Where files lie: the storage of static files, and media in a private bucket."""
