"""The one place that knows every room: settings, URLs and entry points."""
