"""The keepers' screens: list, propose, try, confirm; strangers get 404."""

import pytest
from django.test import Client
from django.utils import timezone

from institutions.enums import Role
from safeguarding import services
from safeguarding.models import HelpContact, HelpContactChange
from safeguarding.permissions import KEEPERS

FORM = {
    "kind": "children",
    "number": "116 111",
    "names_en": "Line for children",
    "names_uk": "Лінія для дітей",
    "source": "Their own page",
    "position": "0",
    "is_free": "on",
}


@pytest.fixture
def admin(client, sign_in, site_admin) -> Client:
    """The site administrator's browser."""
    return sign_in(client, site_admin)


@pytest.fixture
def second(sign_in, second_keeper) -> Client:
    """The coordinator's browser."""
    return sign_in(Client(), second_keeper)


def proposed(browser: Client, **values: str) -> HelpContactChange:
    """Propose by the form and return what waits."""
    response = browser.post("/t/help/new/", FORM | values)
    assert response.status_code == 303, response.text
    return HelpContactChange.objects.latest("pk")


def test_from_proposal_to_the_students_page(admin, second):
    change = proposed(admin)
    assert "Лінія для дітей" in second.get(f"/t/help/changes/{change.public_id}/").text
    assert "tel:116111" not in Client().get("/help/").text
    answer = second.post(
        f"/t/help/changes/{change.public_id}/", {"method": "call", "tried_on": timezone.localdate().isoformat()}
    )
    assert answer.status_code == 303
    assert "tel:116111" in Client().get("/help/").text
    assert "Students see it" in admin.get("/t/help/").text


def test_the_form_has_every_text_in_every_language(admin):
    page = admin.get("/t/help/new/").text
    for name in ("names", "hours", "notes"):
        for code in ("en", "uk", "ro", "ru"):
            assert f'name="{name}_{code}"' in page


def test_a_change_starts_from_what_stands(admin, contact):
    made = contact(0, hours={"uk": "щодня"}, is_free=True)
    page = admin.get(f"/t/help/{made.public_id}/").text
    assert 'value="Лінія один"' in page
    assert 'value="щодня"' in page
    assert 'value="116 111"' in page


def test_the_second_person_sees_what_would_change(admin, second, contact):
    made = contact(0)
    admin.post(f"/t/help/{made.public_id}/", FORM | {"number": "116 000"})
    page = second.get(f"/t/help/changes/{HelpContactChange.objects.get().public_id}/").text
    assert "Now:" in page
    assert "116 111" in page
    assert "116 000" in page


def test_the_author_is_not_offered_to_confirm_and_is_refused(admin):
    change = proposed(admin)
    address = f"/t/help/changes/{change.public_id}/"
    assert 'name="method"' not in admin.get(address).text
    admin.post(address, {"method": "call", "tried_on": timezone.localdate().isoformat()})
    assert "You proposed this yourself" in admin.get("/t/help/").text
    assert not HelpContact.objects.exists()


@pytest.mark.parametrize("missing", [{"method": ""}, {"tried_on": ""}, {"method": "guess"}, {"tried_on": "2099-01-01"}])
def test_confirming_wants_when_and_how(admin, second, missing):
    change = proposed(admin)
    told = {"method": "call", "tried_on": timezone.localdate().isoformat()} | missing
    answer = second.post(f"/t/help/changes/{change.public_id}/", told)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert not HelpContact.objects.exists()


def test_a_proposal_can_be_dropped(admin, second):
    change = proposed(admin)
    second.post(f"/t/help/changes/{change.public_id}/", {"decision": "decline"})
    change.refresh_from_db()
    assert change.declined_at is not None
    assert 'name="method"' not in second.get(f"/t/help/changes/{change.public_id}/").text


def test_taking_out_is_proposed_and_confirmed(admin, second, contact):
    made = contact(0)
    admin.post(f"/t/help/{made.public_id}/", {"decision": "withdraw"})
    change = HelpContactChange.objects.get()
    assert change.is_withdrawal
    second.post(
        f"/t/help/changes/{change.public_id}/", {"method": "call", "tried_on": timezone.localdate().isoformat()}
    )
    assert admin.get(f"/t/help/{made.public_id}/").status_code == 404
    assert "Students do not see the contact any more." in second.get("/t/help/").text


def test_a_check_is_asked_for_with_one_press(admin, contact):
    made = contact(None)
    page = admin.get("/t/help/").text
    assert "Hidden: not confirmed" in page
    assert admin.post(f"/t/help/{made.public_id}/check/").status_code == 303
    assert HelpContactChange.objects.get().contact == made


def test_a_second_proposal_for_one_contact_is_refused_in_words(admin, second, contact):
    made = contact(None)
    admin.post(f"/t/help/{made.public_id}/check/")
    second.post(f"/t/help/{made.public_id}/", FORM | {"number": "116 000"})
    assert "Another proposal for this contact is waiting" in second.get("/t/help/").text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"names_en": "", "names_uk": ""}, "Write the name in at least one language."),
        ({"number": ""}, "Write the number exactly as it is dialled."),
        ({"number": "call me"}, "Use digits, spaces"),
        ({"number": "javascript:1"}, "Use digits, spaces"),
        ({"number_from_abroad": "+373x"}, "Use digits, spaces"),
        ({"source": ""}, "Where this was found"),
        ({"kind": "friends"}, "Kind"),
    ],
)
def test_a_form_with_a_problem_says_so(admin, wrong, words):
    answer = admin.post("/t/help/new/", FORM | wrong)
    assert answer.status_code == 422
    assert "<title>Error:" in answer.text
    assert words in answer.text
    assert not HelpContactChange.objects.exists()


def test_a_chat_may_be_a_name_and_is_no_telephone_link(admin, second):
    change = proposed(admin, kind="chat", number="@line in the messenger")
    second.post(
        f"/t/help/changes/{change.public_id}/", {"method": "site", "tried_on": timezone.localdate().isoformat()}
    )
    page = Client().get("/help/").text
    assert "@line in the messenger" in page
    assert "tel:@line" not in page


def test_texts_are_escaped_on_the_students_page(admin, second):
    change = proposed(admin, names_en="<script>alert(1)</script>")
    second.post(
        f"/t/help/changes/{change.public_id}/", {"method": "call", "tried_on": timezone.localdate().isoformat()}
    )
    for page in (Client().get("/help/"), admin.get("/t/help/"), admin.get(f"/t/help/changes/{change.public_id}/")):
        assert "<script>alert" not in page.text


@pytest.mark.parametrize("role", Role)
def test_keepers_come_in_and_others_find_nothing(client, sign_in, member, contact, role):
    made = contact(None)
    user = member(role).user
    change = HelpContactChange.objects.create(contact=made, values=services.values_of(made), proposed_by=user)
    sign_in(client, user)
    for path in ("", "new/", f"{made.public_id}/", f"changes/{change.public_id}/"):
        assert (client.get(f"/t/help/{path}").status_code == 404) is (role not in KEEPERS), path
    for path in ("new/", f"{made.public_id}/", f"{made.public_id}/check/", f"changes/{change.public_id}/"):
        assert (client.post(f"/t/help/{path}").status_code == 404) is (role not in KEEPERS), path


def test_a_coordinator_of_any_scope_comes_in(sign_in, member, school):
    for scope in ({"institution": school}, {"centre": school.centre}, {"region": school.centre.region}):
        user = member(Role.COORDINATOR, **scope).user
        assert sign_in(Client(), user).get("/t/help/").status_code == 200


def test_a_role_that_ended_opens_nothing(client, sign_in, member, region):
    membership = member(Role.COORDINATOR, region=region)
    membership.starts_on = membership.ends_on = timezone.localdate()
    membership.save()
    assert sign_in(client, membership.user).get("/t/help/").status_code == 404


def test_students_find_nothing_and_strangers_are_asked_to_sign_in(client, sign_in, student, stranger):
    assert sign_in(client, student).get("/t/help/").status_code == 404
    assert stranger.get("/t/help/").url.startswith("/staff/sign-in/")


def test_what_does_not_exist_is_not_found(admin):
    for path in ("zzzzzzzzzz/", "changes/zzzzzzzzzz/"):
        assert admin.get(f"/t/help/{path}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_no_more_for_three(admin, contact, site_admin, django_assert_max_num_queries, count):
    for number in range(count):
        made = contact(None, number=str(number))
        services.propose_check(actor=site_admin, contact=made)
    with django_assert_max_num_queries(10):
        assert admin.get("/t/help/").text.count("badge-bad") == count
