"""Status of the machinery: release, database, pending migrations, worker and queue, disk, certificate."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.template.defaultfilters import date, filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.queries import last_result, queue_health
from operations.queries.readiness import LONGEST_SILENCE_SECONDS, MEGABYTE, Readiness
from operations.queries.status_line import Line, State

# The job that looks at the certificate, and what it keeps as its result: see services.certificate.
CERTIFICATE_JOB = "operations.certificate"
RENEW_BEFORE = timedelta(days=21)
LATE_SECONDS = 300
LOW_DISK_FLOORS = 5
# What PostgreSQL has to keep on, and what SQLite's pragma answers for FULL and EXTRA.
POSTGRES_DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
SQLITE_DURABLE = {2, 3}


def release() -> Line:
    """Say what is installed."""
    build = f" ({settings.RELEASE})" if settings.RELEASE else ""
    return Line(_("Version"), f"{settings.VERSION}{build}")


def database() -> Line:
    """Say which database this is, and whether what it has acknowledged survives a power cut."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            is_durable = cursor.fetchone()[0] in SQLITE_DURABLE
            cursor.execute("PRAGMA journal_mode")
            kind = f"SQLite ({cursor.fetchone()[0]})"
        else:
            cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(POSTGRES_DURABLE)])
            found = dict(cursor.fetchall())
            is_durable = all(found.get(name) != "off" for name in POSTGRES_DURABLE)
            cursor.execute("SHOW server_version")
            kind = f"PostgreSQL {cursor.fetchone()[0]}"
    if is_durable:
        return Line(_("Database"), _("%(kind)s; what was saved survives a power cut") % {"kind": kind})
    return Line(
        _("Database"),
        _("%(kind)s; a power cut can lose answers that students believe saved") % {"kind": kind},
        State.MEND,
        _("What makes the database safe was switched off. Put its settings back: docs/operations.md says how."),
    )


def migrations() -> Line:
    """Say whether the tables are those of this release."""
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not pending:
        return Line(_("Tables"), _("as this version needs them"))
    return Line(
        _("Tables"),
        ngettext("%(count)s change is waiting", "%(count)s changes are waiting", pending) % {"count": pending},
        State.MEND,
        _("The update was not finished. Run “manage.py migrate” on the server."),
    )


def worker(state: Readiness) -> Line:
    """Say whether anybody does the work in the background."""
    advice = _("Start the worker: “manage.py run_worker”, or the Celery service. Backups and clearing away need it.")
    if state.worker_age is None:
        return Line(_("Worker"), _("never seen"), State.MEND, advice)
    seconds = int(state.worker_age)
    value = ngettext("seen %(count)s second ago", "seen %(count)s seconds ago", seconds) % {"count": seconds}
    is_silent = seconds > LONGEST_SILENCE_SECONDS
    return Line(_("Worker"), value, State.MEND if is_silent else State.GOOD, advice if is_silent else "")


def queue(now: datetime) -> Line:
    """Say how the work in the background is going."""
    health = queue_health(now=now)
    value = _("%(waiting)s waiting, %(running)s running, %(failed)s failed in the last day") % {
        "waiting": health.waiting,
        "running": health.running,
        "failed": health.failed_today,
    }
    if health.failed_today:
        return Line(
            _("Work"), value, State.LOOK, _("Open “Work in the background”, see what failed, and try it again.")
        )
    if health.late_seconds > LATE_SECONDS:
        advice = _("Work waits too long. Look whether the worker runs, or start another one.")
        return Line(_("Work"), value, State.LOOK, advice)
    return Line(_("Work"), value)


def disk(state: Readiness) -> Line:
    """Say how much room is left."""
    value = _("%(size)s free") % {"size": filesizeformat(state.disk_free)}
    floor = settings.DISK_FLOOR_MB * MEGABYTE
    advice = _("Make room: move old backups elsewhere, delete videos nobody uses, or get a larger disk.")
    if state.disk_free < floor:
        return Line(_("Disk"), value, State.MEND, advice)
    if state.disk_free < floor * LOW_DISK_FLOORS:
        return Line(_("Disk"), value, State.LOOK, advice)
    return Line(_("Disk"), value)


def certificate(now: datetime) -> Line:
    """Say until when browsers will trust this site, as the daily job has found it."""
    name = _("Certificate")
    job = last_result(CERTIFICATE_JOB)
    found = job.result if job else {}
    match found.get("state"):
        case "found":
            return _of_certificate(name, datetime.fromisoformat(found["ends_at"]), found["is_trusted"], now)
        case "plain":
            return Line(
                name,
                _("none: this site is plain http"),
                State.LOOK,
                _("Passkeys, camera and a safe way out need https. docs/operations.md shows how to set it up."),
            )
        case "unreachable":
            return Line(
                name,
                _("the server cannot reach its own address"),
                State.LOOK,
                _("Open the site in a browser and look at the lock beside its address: this check cannot see it."),
            )
    return Line(name, _("not looked at yet"), State.LOOK, _("It is looked at every morning, once a worker runs."))


def _of_certificate(name: str, ends_at: datetime, is_trusted: bool, now: datetime) -> Line:
    day = date(ends_at, "DATE_FORMAT")
    if ends_at <= now:
        return Line(
            name,
            _("ended on %(day)s") % {"day": day},
            State.MEND,
            _("Browsers warn everybody who comes here. Renew the certificate on the server or the proxy now."),
        )
    value = _("until %(day)s") % {"day": day}
    if not is_trusted:
        value = _("until %(day)s, from an authority of your own") % {"day": day}
    if ends_at - now < RENEW_BEFORE:
        advice = _("It should have been renewed by now. Look at the proxy, or at whoever renews it.")
        return Line(name, value, State.LOOK, advice)
    return Line(name, value)
