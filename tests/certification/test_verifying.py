"""A certificate is believed exactly when it is ours, unchanged, in force and signed with a key that was good then."""

import os
import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from certification.exchange import canonical, schema, status_list, verifying
from certification.exchange.refusals import Refusal
from certification.exchange.verifying import verify
from tests.certification.issuing import (
    AWARD,
    NOW,
    OLD_KEY,
    STRANGER,
    WITHDRAWN_AT,
    as_bytes,
    issued,
    properly_signed_but_bad,
    published_list,
    trust,
)
from tests.certification.mutating import mutated

pytestmark = pytest.mark.pure

# A long run asks for more.
MUTATIONS = int(os.environ.get("ORIENTIR_MUTATIONS", "1000"))


def judged(document, now=NOW):
    return verify(as_bytes(document), trust(), now)


def test_a_true_certificate_is_believed():
    verdict = judged(issued())
    assert (verdict.refusal, verdict.words) == (None, "")
    assert verdict.claims["credentialSubject"]["licenseNumber"] == AWARD.number


@pytest.mark.parametrize("refusal", sorted(properly_signed_but_bad()))
def test_a_fitting_signature_is_not_enough(refusal):
    verdict = judged(properly_signed_but_bad()[refusal])
    assert verdict.refusal == refusal
    assert verdict.words


def test_what_a_withdrawn_key_signed_before_still_counts():
    before = WITHDRAWN_AT - timedelta(seconds=1)
    assert judged(issued(key=OLD_KEY, at=before)).refusal is None
    assert judged(issued(key=OLD_KEY, at=WITHDRAWN_AT)).refusal is Refusal.KEY_NOT_GOOD


@pytest.mark.parametrize(
    "status",
    [
        None,
        b"[]",
        published_list(until=NOW),
        published_list(key=STRANGER),
        published_list(at=NOW + timedelta(hours=1)),
        published_list().replace(b"encodedList", b"encodedLust"),
    ],
)
def test_without_a_good_list_nobody_can_tell(status):
    (url,) = trust().lists
    assert verify(as_bytes(issued()), replace(trust(), lists={url: status} if status else {}), NOW).refusal == (
        Refusal.STATUS_UNKNOWN
    )


def test_nodes_that_look_alike_never_reach_the_canonical_form(monkeypatch):
    bomb = issued()
    monkeypatch.setattr(canonical, "canonical_form", None)
    bomb["credentialSubject"]["result"] = [dict(bomb["credentialSubject"]["result"][0]) for _number in range(20)]
    assert judged(bomb).refusal is Refusal.SHAPE


def accepted(seeds):
    """Return how many of the false certificates were believed, and why the others were not."""
    true, bad = issued(), list(properly_signed_but_bad().values())
    counts = Counter()
    for seed in seeds:
        verdict = verify(mutated(random.Random(seed), true, bad), trust(), NOW)
        counts[verdict.refusal] += 1
        assert verdict.refusal is None or verdict.words
    return counts.pop(None, 0), counts


def test_no_false_certificate_is_believed():
    believed, why = accepted(range(MUTATIONS))
    print(f"\n{MUTATIONS} false certificates: {believed} believed; refused: {dict(why.most_common())}")
    assert believed == 0
    # The database alone knows which certificates there are.
    assert set(Refusal) - set(why) == {Refusal.NOT_OURS}


def test_a_verifier_with_open_ears_would_be_found_out(monkeypatch):
    monkeypatch.setattr(verifying, "certificate_problems", lambda _document: iter(()))
    monkeypatch.setattr(verifying, "is_signed_by", lambda *_arguments: True)
    document = {**issued(), "goldTrainer": True}
    assert judged(document).refusal is None


def test_a_list_hides_one_among_many():
    text = status_list.encode({0, 9, status_list.BITS - 1})
    bits = status_list.decode(text)
    assert [place for place in range(status_list.BITS) if status_list.is_set(bits, place)] == [
        0,
        9,
        status_list.BITS - 1,
    ]
    assert (bits[0], bits[1], len(bits)) == (0x80, 0x40, 16_384)
    for wrong in ("", "z" + text[1:], text[:-9], "uAAAA"):
        with pytest.raises(status_list.NotAList):
            status_list.decode(wrong)
    with pytest.raises(ValueError, match="no bit"):
        status_list.encode({status_list.BITS})


def test_a_document_of_another_make_is_told_what_is_wrong():
    (first, *_more) = schema.certificate_problems({**issued(), "goldTrainer": True})
    assert (first.refusal, first.where) == (Refusal.UNDEFINED_TERM, "goldTrainer")
