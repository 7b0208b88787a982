"""The first administrator comes from the terminal, once."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from audit.models import AuditEntry
from institutions.enums import Role
from institutions.models import Membership

PASSWORD = "a long first passphrase"


@pytest.fixture
def create(db, monkeypatch):
    """Run the command with a password on standard input."""

    def run(username="anna", password=PASSWORD, **options):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        call_command("create_first_admin", username, password_stdin=True, stdout=io.StringIO(), **options)

    return run


def test_the_first_administrator_answers_for_the_whole_installation(create):
    create(name="Anna K.")
    user = User.objects.get()
    assert user.check_password(PASSWORD)
    assert (user.display_name, user.is_learner, user.is_superuser) == ("Anna K.", False, False)
    role = Membership.objects.get()
    assert (role.user, role.role, role.is_installation_wide) == (user, Role.SITE_ADMIN, True)
    assert AuditEntry.objects.filter(action="account.first_admin", scope_id=user.public_id).exists()


def test_the_terminal_asks_twice(db, monkeypatch):
    answers = iter([PASSWORD, PASSWORD])
    monkeypatch.setattr("getpass.getpass", lambda _question: next(answers))
    call_command("create_first_admin", "anna", stdout=io.StringIO())
    assert User.objects.get().check_password(PASSWORD)


def test_two_different_passwords_are_refused(db, monkeypatch):
    answers = iter([PASSWORD, "another long passphrase"])
    monkeypatch.setattr("getpass.getpass", lambda _question: next(answers))
    with pytest.raises(CommandError):
        call_command("create_first_admin", "anna", stdout=io.StringIO())
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("username", "password"), [("anna", "short"), ("anna", ""), ("a b/c", PASSWORD), ("", PASSWORD)]
)
def test_a_weak_password_and_a_strange_name_are_refused(create, username, password):
    with pytest.raises(CommandError):
        create(username, password)
    assert not User.objects.exists()


def test_there_is_one_first_administrator(create):
    create()
    with pytest.raises(CommandError):
        create("boris")
    assert User.objects.count() == 1


@pytest.mark.usefixtures("student")
def test_students_alone_do_not_count_as_staff(create):
    create()
    assert User.objects.staff().count() == 1
