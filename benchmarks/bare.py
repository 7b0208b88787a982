"""The same Django and the same database without our site: one view with one SELECT, one with one upsert.

Also a settings module: nothing stands between the request and the statement.
"""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.settings import ALLOWED_HOSTS, DATABASES, LOG_FORMATTER, LOG_LINE, SECRET_KEY

__all__ = ["ALLOWED_HOSTS", "DATABASES", "LOG_FORMATTER", "LOG_LINE", "SECRET_KEY"]
ROOT_URLCONF = "benchmarks.bare"
WSGI_APPLICATION = "config.wsgi.application"
EXIT_TARGET = "/"  # what the shipped access log asks for
IS_PRODUCTION = False  # and what the shipped server asks for

TABLE = "CREATE TABLE IF NOT EXISTS bare_answers (person integer PRIMARY KEY, sequence integer, answer text)"
SELECT = "SELECT * FROM accounts_user WHERE id = %s"
UPSERT = (
    "INSERT INTO bare_answers (person, sequence, answer) VALUES (%s, %s, %s) "
    "ON CONFLICT (person) DO UPDATE SET sequence = excluded.sequence, answer = excluded.answer"
)


def execute(statement: str, *values: int | str) -> object:
    """Run one statement, committed when this returns, and read what it gives."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else None


def select(_request: HttpRequest) -> HttpResponse:
    """Read one row by its key."""
    execute(SELECT, 1)
    return HttpResponse()


def upsert(_request: HttpRequest, person: int, sequence: int) -> HttpResponse:
    """Write one row."""
    execute(UPSERT, person, sequence, '{"chosen": ["0afe410e-11f6-5cd3-811f-d85820eb07bc"]}')
    return HttpResponse()


urlpatterns = [path("select/", select), path("upsert/<int:person>/<int:sequence>/", upsert)]
