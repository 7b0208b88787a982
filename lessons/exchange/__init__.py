"""Files that leave or enter the room of lessons."""
