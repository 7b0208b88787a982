"""Doing something that a rule may forbid, and saying which one it was."""

from collections.abc import Callable

from django.contrib import messages

from accounts.permissions import SignedInRequest
from certification.services.refusals import RuleRefused


def act(request: SignedInRequest, work: Callable[[], object], done: str) -> bool:
    """Do the work and say so on the next page, or say there why not; return whether it was done."""
    try:
        work()
    except RuleRefused as refused:
        messages.error(request, refused.message)
        for finding in refused.findings:
            messages.warning(request, f"{finding.kind.label} {finding.code}: {finding.detail}")
        return False
    messages.success(request, done)
    return True
