"""Photos or documents that are handed in and marked by a person."""
