"""The files content is kept in: strict YAML, Markdown without surprises, and problems that name their place."""
