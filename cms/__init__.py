"""Pages, shared blocks, files and the publishing checks of the content management system."""
