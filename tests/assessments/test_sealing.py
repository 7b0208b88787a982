"""Sealed entries: only the server opens them, and whatever else arrives is refused by name."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.exchange.outbox import Entry, EntryBroken, EntryKind, read_entry
from assessments.exchange.sealing import SealBroken, open_sealed, private_key, public_point, seal

pytestmark = pytest.mark.pure

SECRET = "a secret of this server"
POINT = public_point(private_key(SECRET))
ENTRY = {"kind": "answer", "ticket": "t", "item": "i", "sequence": 1000, "fields": {"choice": ["a"]}, "language": "uk"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.binary(min_size=1, max_size=3000))
def test_what_was_sealed_is_opened_again(content):
    assert open_sealed(seal(content, POINT), [SECRET]) == content


def test_an_old_secret_still_opens_and_a_foreign_one_does_not():
    message = seal(b"answer", POINT)
    assert open_sealed(message, ["a newer secret", SECRET]) == b"answer"
    with pytest.raises(SealBroken):
        open_sealed(message, ["another server"])


@given(st.data())
def test_a_changed_message_is_refused(data):
    message = seal(b"answer", POINT)
    place = data.draw(st.integers(0, len(message) - 2))  # the last letter holds bits that nothing uses
    letter = data.draw(st.sampled_from("ABCxyz019-_"))
    changed = message[:place] + letter + message[place + 1 :]
    if changed != message:
        with pytest.raises(SealBroken):
            open_sealed(changed, [SECRET])


@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")) | st.just("A" * 9000))
def test_anything_else_is_refused(message):
    with pytest.raises(SealBroken):
        open_sealed(message, [SECRET])


def test_an_entry_is_read_with_the_spaces_that_hide_its_length():
    assert read_entry(json.dumps(ENTRY).encode() + b" " * 99) == Entry(
        kind=EntryKind.ANSWER, ticket="t", item="i", sequence=1000, fields={"choice": ["a"]}, language="uk"
    )


@given(st.sampled_from(sorted(ENTRY)), JSON)
def test_a_damaged_entry_is_refused_or_read(name, value):
    try:
        read_entry(json.dumps(ENTRY | {name: value}).encode())
    except EntryBroken:
        return


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_anything_but_an_entry_is_refused(content):
    with pytest.raises(EntryBroken):
        read_entry(content)


@pytest.mark.parametrize("odd", ["\0", "\ud800"])
def test_signs_that_no_database_keeps_are_refused(odd):
    for more in ({"language": odd}, {"fields": {"choice": [odd]}}):
        with pytest.raises(EntryBroken):
            read_entry(json.dumps(ENTRY | more).encode())


def test_a_deeply_nested_entry_is_refused():
    with pytest.raises(EntryBroken):
        read_entry(b"[" * 100_000)
