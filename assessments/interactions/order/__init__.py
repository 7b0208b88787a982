"""Order: a list of entries that is put into its right sequence."""
