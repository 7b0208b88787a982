"""True or false: a statement that is judged."""
