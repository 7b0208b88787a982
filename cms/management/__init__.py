"""Commands of the content management system."""
