"""What leaves and enters the professional track as files; pure code that meets no database."""
