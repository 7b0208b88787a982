"""Reading and writing what is printed on a card."""
