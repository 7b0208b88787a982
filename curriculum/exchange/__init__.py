"""Files of the curriculum that enter or leave it."""
