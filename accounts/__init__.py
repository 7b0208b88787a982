"""People and how they sign in: staff with a second factor, students with a card."""
