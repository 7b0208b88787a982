"""Whether a credential can be believed, decided from the file, the issuer's keys and its status list alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from certification.exchange import status_list
from certification.exchange.keys import NotAKey, PublishedKey, method_of, read_public
from certification.exchange.proofs import is_signed_by, moment
from certification.exchange.reading import Unreadable, read_json
from certification.exchange.refusals import Refusal
from certification.exchange.schema import certificate_problems, list_problems


@dataclass(frozen=True, slots=True)
class Verdict:
    """No refusal: the certificate is what it says it is, and is valid now. ``claims`` holds only signed words."""

    refusal: Refusal | None = None
    detail: str = ""
    claims: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The reason, as a sentence in the language of the moment; nothing when there is none."""
        return self.refusal.words(self.detail) if self.refusal else ""


@dataclass(frozen=True, slots=True)
class Trust:
    """What a check relies on: the issuer, every key that it published, and its status lists by their addresses."""

    issuer: str
    keys: tuple[PublishedKey, ...]
    lists: Mapping[str, bytes]


def verify(content: bytes, trust: Trust, now: datetime) -> Verdict:
    """Return whether the file is a certificate of this issuer that is valid now, else the first reason against it."""
    try:
        document = read_json(content)
    except Unreadable as error:
        return Verdict(error.refusal, error.detail)
    for problem in certificate_problems(document):
        return Verdict(problem.refusal, problem.where)
    if document["issuer"]["id"] != trust.issuer:
        return Verdict(Refusal.OTHER_ISSUER, document["issuer"]["id"])
    return _proof_verdict(document, trust, now) or _time_verdict(document, now) or _status_verdict(document, trust, now)


def _proof_verdict(document: Mapping[str, Any], trust: Trust, now: datetime) -> Verdict | None:
    """Return what is wrong with the signature or with the key that made it."""
    proof = document["proof"]
    key = next(
        (one for one in trust.keys if method_of(trust.issuer, one.multibase) == proof["verificationMethod"]), None
    )
    if key is None:
        return Verdict(Refusal.UNKNOWN_KEY)
    created = _read(proof["created"])
    if created is None or created > now or not key.is_good_at(created):
        return Verdict(Refusal.KEY_NOT_GOOD, proof["created"])
    try:
        is_right = is_signed_by(document, read_public(key.multibase))
    except NotAKey:
        is_right = False
    return None if is_right else Verdict(Refusal.ALTERED)


def _time_verdict(document: Mapping[str, Any], now: datetime) -> Verdict | None:
    """Return whether it is too early or too late; a day that does not exist is too late."""
    begins, ends = _read(document["validFrom"]), _read(document["validUntil"])
    if begins is None or now < begins:
        return Verdict(Refusal.NOT_YET, document["validFrom"])
    if ends is None or now >= ends:
        return Verdict(Refusal.EXPIRED, document["validUntil"])
    return None


def _status_verdict(document: Mapping[str, Any], trust: Trust, now: datetime) -> Verdict:
    """Return whether the issuer's list lets the certificate stand; without a list nobody can tell."""
    status = document["credentialStatus"]
    published = trust.lists.get(status["statusListCredential"])
    bits = None if published is None else list_bits(published, status["statusListCredential"], trust, now)
    if bits is None:
        return Verdict(Refusal.STATUS_UNKNOWN)
    if status_list.is_set(bits, int(status["statusListIndex"])):
        return Verdict(Refusal.REVOKED)
    return Verdict(claims=document)


def list_bits(content: bytes, url: str, trust: Trust, now: datetime) -> bytes | None:
    """Return the bits of the issuer's own list of this address; None for any other, and for one too old."""
    try:
        document = read_json(content)
    except Unreadable:
        return None
    if any(list_problems(document)) or document["issuer"] != trust.issuer or document["id"] != url:
        return None
    if _proof_verdict(document, trust, now) or _time_verdict(document, now):
        return None
    try:
        return status_list.decode(document["credentialSubject"]["encodedList"])
    except status_list.NotAList:
        return None


def _read(text: str) -> datetime | None:
    """Return the moment, None for a day that is in no calendar."""
    try:
        at = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return at if moment(at) == text else None
