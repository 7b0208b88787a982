"""Attempts as statements of the Experience API (xAPI) 1.0.3: pure, from frozen content to JSON."""

from assessments.exchange.xapi.statements import XapiAnswer, XapiAttempt, XapiQuiz, statements

__all__ = ["XapiAnswer", "XapiAttempt", "XapiQuiz", "statements"]
