"""Reading what other systems hand us about schools and classes: pure code, no database."""
