"""A cache on a Redis that is away knows nothing, and one that somebody else has written into builds nothing."""

import pickle
from time import monotonic

import pytest

from common.cache import ForgivingRedisCache, SignedSerializer

pytestmark = pytest.mark.pure


@pytest.fixture
def away():
    """A cache whose Redis refuses connections."""
    return ForgivingRedisCache("redis://127.0.0.1:1/0", {})


def test_without_redis_every_question_has_the_answer_of_an_empty_cache(away):
    away.set("a", 1)
    away.delete_many(["a"])
    away.clear()
    assert away.get("a") is None
    assert away.get("a", "other") == "other"
    assert away.get_or_set("a", lambda: "made") == "made"
    assert away.get_many(["a"]) == {}
    assert away.set_many({"a": 1}) == ["a"]
    assert (away.has_key("a"), away.touch("a"), away.delete("a")) == (False, False, False)
    assert away.add("a", 1)


def test_a_lost_redis_is_left_alone_for_a_while(away, monkeypatch, caplog):
    asked = []
    away.get("a")
    monkeypatch.setattr(type(away).__mro__[1], "get", lambda self, *arguments: asked.append(arguments))
    away.get("a")
    assert asked == []
    away._silent_until = monotonic()
    away.get("a")
    assert len(asked) == 1
    assert [record.getMessage() for record in caplog.records] == ["the cache did not answer: ConnectionError"]


@pytest.mark.parametrize("value", [7, -7, True, "text", b"12", ("a", b"\x00"), {"a": [1, None]}])
def test_what_is_kept_comes_back(value):
    serializer = SignedSerializer()
    kept = serializer.dumps(value)
    stored = str(kept).encode() if isinstance(kept, int) else kept
    assert serializer.loads(stored) == value


@pytest.mark.parametrize("forged", [pickle.dumps("hello"), b"x" * 32 + pickle.dumps("hello"), b"", b"short"])
def test_what_we_did_not_write_is_not_there(forged):
    assert SignedSerializer().loads(forged) is None


def test_a_changed_value_is_not_there_either():
    serializer = SignedSerializer()
    kept = bytearray(serializer.dumps("hello"))
    kept[-3] ^= 1
    assert serializer.loads(bytes(kept)) is None
