"""Small things every room may use; no models and no nouns of the domain."""
