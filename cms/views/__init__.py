"""Views of the content management system; the ones that settings and URLs name are found here."""

from cms.views.answers import bad_request, csrf_failure, serve_image, serve_statement, server_error, unavailable

__all__ = ["bad_request", "csrf_failure", "serve_image", "serve_statement", "server_error", "unavailable"]
