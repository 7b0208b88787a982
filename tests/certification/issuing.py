"""An issuer with two keys, a certificate and a status list, all signed for real."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certification.exchange import status_list
from certification.exchange.credential import Award, AwardedLevel, Issuer, credential_of, status_list_url
from certification.exchange.keys import PublishedKey, method_of, public_multibase
from certification.exchange.proofs import signed
from certification.exchange.verifying import Trust

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BEGAN = datetime(2025, 1, 1, tzinfo=UTC)
WITHDRAWN_AT = datetime(2026, 6, 1, tzinfo=UTC)
# From fixed bytes: what is drawn at random must not change from run to run.
KEY, OLD_KEY, STRANGER = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2, 3))
URL = "https://orientir.example"
ISSUER = Issuer(id=f"{URL}/.well-known/orientir/keys.json", name="Centre for social work", url=URL)
REVOKED_INDEX, GOOD_INDEX = 77, 4_711

AWARD = Award(
    number="7kq3m9x2pd",
    title="Соціальний працівник: практик",
    summary="Recognises signs, talks safely, refers with consent.",
    criteria="All courses, the test, eleven sign-offs and the level profile.",
    language="uk",
    framework="Professional competences",
    framework_version="1.0",
    programme_code="practitioner",
    holder_name="Olena Shevchenko",
    salt="Zm9vYmFyYmF6cXV4MTI",
    hours=120,
    issued_on=date(2026, 3, 1),
    valid_until=date(2029, 3, 1),
    status_index=GOOD_INDEX,
    levels=[AwardedLevel(f"C{number}", f"Competence {number}", 2 + number % 2, 3) for number in (3, 2, 1)],
)


def issued(award=AWARD, key=KEY, at=datetime(2026, 3, 1, 9, tzinfo=UTC), *, named=None, issuer=ISSUER):
    """Return a signed credential; ``named`` is the key that the proof claims to be made with."""
    unsigned = credential_of(award, issuer, ZoneInfo("Europe/Kyiv"))
    return signed(unsigned, key, method_of(issuer.id, public_multibase(named or key)), at)


def published_list(at=NOW - timedelta(hours=1), key=KEY, until=NOW + timedelta(days=2)):
    url = status_list_url(URL, 1)
    unsigned = status_list.list_credential(url, ISSUER.id, {REVOKED_INDEX}, at, until)
    return as_bytes(signed(unsigned, key, method_of(ISSUER.id, public_multibase(key)), at))


def as_bytes(document):
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def trust():
    """Return what a verifier relies on: a key in use, one that was withdrawn, one list."""
    good_until = NOW + timedelta(days=900)
    keys = (
        PublishedKey(public_multibase(OLD_KEY), BEGAN, good_until, WITHDRAWN_AT),
        PublishedKey(public_multibase(KEY), BEGAN, good_until),
    )
    return Trust(ISSUER.id, keys, {status_list_url(URL, 1): published_list()})


def properly_signed_but_bad():
    """Return credentials whose signature fits and that must be refused all the same, by the refusal they earn."""
    expired = replace(AWARD, issued_on=date(2023, 1, 1), valid_until=date(2026, 11, 22))
    return {
        "revoked": issued(replace(AWARD, status_index=REVOKED_INDEX)),
        "expired": issued(expired),
        "not_yet": issued(replace(AWARD, issued_on=date(2027, 1, 1))),
        "status_unknown": issued(replace(AWARD, status_index=GOOD_INDEX + status_list.BITS)),
        "key_not_good": issued(key=OLD_KEY, at=WITHDRAWN_AT),
        "unknown_key": issued(key=STRANGER),
        "altered": issued(key=STRANGER, named=KEY),
        "other_issuer": issued(issuer=replace(ISSUER, id="https://elsewhere.example/keys.json")),
    }
