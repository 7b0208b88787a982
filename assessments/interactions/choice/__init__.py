"""Single and multiple choice: one or several of a list of choices are right."""
