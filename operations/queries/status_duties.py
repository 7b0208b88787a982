"""Status of what people have to do: backups, clearing away, facts and numbers that somebody has to check."""

from datetime import datetime, timedelta

from django.conf import settings
from django.template.defaultfilters import date, filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curriculum.models import CountryFact
from curriculum.queries import stale_facts
from jobs.enums import JobStatus
from jobs.models import Job
from operations.queries.backups import last_backup
from operations.queries.status_line import Line, State
from safeguarding.queries import due_contacts

RETENTION_JOB = "operations.retention"
RETENTION_LATE = timedelta(hours=48)


def backup(now: datetime) -> Line:
    """Say when the last good backup was made, and what stopped a later one."""
    name = _("Backup")
    last = last_backup(now=now)
    if last.at is None:
        advice = _("Run “manage.py backup” on the server, and see that the worker runs: it makes one every night.")
        return Line(name, last.error or _("none yet"), State.MEND, advice)
    value = _("%(moment)s, %(size)s") % {
        "moment": date(timezone.localtime(last.at), "SHORT_DATETIME_FORMAT"),
        "size": filesizeformat(last.size),
    }
    if last.error:
        value = f"{value}. {last.error}"
    if last.is_late or last.error:
        advice = _(
            "Run “manage.py backup” on the server and read what it says. Until then a broken disk takes answers away."
        )
        return Line(name, value, State.MEND, advice)
    if not last.is_encrypted:
        advice = _("It is not sealed: whoever copies it can read it. docs/operations.md says how to seal it.")
        return Line(name, value, State.LOOK, advice)
    return Line(name, value)


def retention(now: datetime) -> Line:
    """Say when what is past its time was last removed."""
    name = _("Removing old data")
    newest = Job.objects.filter(kind=RETENTION_JOB, finished_at__isnull=False).order_by("-finished_at").first()
    if newest is None or newest.finished_at is None:
        return Line(name, _("never done yet"), State.LOOK, _("It runs every night, once a worker runs."))
    value = _("last on %(moment)s") % {"moment": date(timezone.localtime(newest.finished_at), "SHORT_DATETIME_FORMAT")}
    if newest.status == JobStatus.FAILED:
        advice = _("Something stayed that should be gone. Open “Work in the background” and try it again.")
        return Line(name, value, State.MEND, advice)
    if now - newest.finished_at > RETENTION_LATE:
        return Line(name, value, State.LOOK, _("It should run every night. Look whether the worker runs."))
    return Line(name, value)


def facts() -> Line:
    """Say how many facts of the country somebody should check again."""
    stale = stale_facts()
    hidden = stale.filter(next_check_on__lt=timezone.localdate() - CountryFact.GRACE).count()
    count = stale.count()
    if not count:
        return Line(_("Facts about the country"), _("all checked in time"))
    return Line(
        _("Facts about the country"),
        ngettext("%(count)s should be checked again", "%(count)s should be checked again", count) % {"count": count}
        + (
            ", " + ngettext("%(count)s is hidden", "%(count)s are hidden", hidden) % {"count": hidden} if hidden else ""
        ),
        State.LOOK,
        _("An author checks them in the editor under “Curriculum”. Lessons leave out what was not checked for long."),
    )


def help_numbers() -> Line:
    """Say how many help numbers nobody has confirmed lately."""
    count = len(due_contacts(settings.COUNTRY, timezone.localdate()))
    if not count:
        return Line(_("Help numbers"), _("all confirmed"))
    return Line(
        _("Help numbers"),
        ngettext("%(count)s is not confirmed", "%(count)s are not confirmed", count) % {"count": count},
        State.MEND,
        _("Two people try each one and confirm it under “Help numbers”. Until then students do not see it."),
    )
