"""Pure code: reading a line of arithmetic, and the contacts an installation starts with."""
