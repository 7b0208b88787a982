"""Forms of operations: the filter of the audit log, and the requests about one person's data."""

from operations.forms.log import AuditFilterForm
from operations.forms.person import REFUSALS, FindPlaceForm, ReasonForm, SureForm

__all__ = ["REFUSALS", "AuditFilterForm", "FindPlaceForm", "ReasonForm", "SureForm"]
