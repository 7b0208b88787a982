"""Forms of places, classes and staff; they speak plainly where services answer with codes."""
