"""A certificate as an Open Badges 3.0 credential, made of plain values."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from certification.exchange import contexts, status_list
from certification.exchange.proofs import moment

LEVELS = ("1", "2", "3", "4")


@dataclass(frozen=True, slots=True)
class AwardedLevel:
    """One competence with the level that the award demands and the one that was reached, 1 to 4."""

    code: str
    name: str
    required: int
    reached: int


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who stands behind a certificate: ``url`` is the site, ``id`` the address of its keys."""

    id: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Award:
    """Everything that a certificate says. Of the holder only a salted hash of the name, so that it can be compared."""

    number: str
    title: str
    summary: str
    criteria: str
    language: str
    framework: str
    framework_version: str
    programme_code: str
    holder_name: str
    salt: str
    hours: int
    issued_on: date
    valid_until: date
    status_index: int
    levels: Sequence[AwardedLevel]


def credential_of(award: Award, issuer: Issuer, zone: ZoneInfo) -> dict[str, Any]:
    """Return the unsigned credential; days begin and end in ``zone``."""
    programme = uuid5(NAMESPACE_URL, f"{issuer.url}/{award.programme_code}/{award.framework_version}")
    return {
        "@context": [contexts.CREDENTIALS, contexts.OPEN_BADGES],
        "id": f"{issuer.url}/v/{award.number}/credential.json",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": award.title,
        "issuer": {"id": issuer.id, "type": ["Profile"], "name": issuer.name, "url": issuer.url},
        "validFrom": moment(datetime.combine(award.issued_on, time.min, zone)),
        "validUntil": moment(datetime.combine(award.valid_until + timedelta(days=1), time.min, zone)),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": hash_of_name(award.holder_name, award.salt),
                    "identityType": "name",
                    "salt": award.salt,
                }
            ],
            "licenseNumber": award.number,
            **({"creditsEarned": award.hours} if award.hours else {}),
            "achievement": {
                "id": programme.urn,
                "type": ["Achievement"],
                "name": award.title,
                "description": _one_line(award.summary),
                "criteria": {"narrative": _one_line(award.criteria)},
                "achievementType": "Certification",
                "inLanguage": award.language,
                "version": award.framework_version,
                "resultDescription": [_description(level, award, programme) for level in _in_order(award)],
            },
            "result": [
                {
                    "type": ["Result"],
                    "resultDescription": _level_id(level, programme),
                    "value": str(level.reached),
                }
                for level in _in_order(award)
            ],
        },
        "credentialStatus": _status(award.status_index, issuer),
    }


def hash_of_name(name: str, salt: str) -> str:
    """Return the hash by which somebody who knows a name can compare it with a credential."""
    return "sha256$" + hashlib.sha256((name + salt).encode()).hexdigest()


def status_list_url(issuer_url: str, number: int) -> str:
    """Return where a status list is published."""
    return f"{issuer_url}/v/status/{number}.json"


def _one_line(text: str) -> str:
    """Control characters are written differently by different programs: a signed text has none."""
    return " ".join(text.split())


def _in_order(award: Award) -> Sequence[AwardedLevel]:
    """Sort by code: RDF knows no order, so that the only order allowed is the one that everybody can restore."""
    return sorted(award.levels, key=lambda level: level.code)


def _level_id(level: AwardedLevel, programme: UUID) -> str:
    return uuid5(programme, level.code).urn


def _description(level: AwardedLevel, award: Award, programme: UUID) -> dict[str, Any]:
    return {
        "id": _level_id(level, programme),
        "type": ["ResultDescription"],
        "name": level.name,
        "resultType": "PerformanceLevel",
        "requiredValue": str(level.required),
        # Not a list of allowed values: equal lists are what makes the canonical form slow.
        "valueMin": LEVELS[0],
        "valueMax": LEVELS[-1],
        "alignment": [
            {
                "type": ["Alignment"],
                "targetCode": level.code,
                "targetFramework": award.framework,
                "targetName": level.name,
                "targetUrl": _level_id(level, programme),
                "targetType": "CFItem",
            }
        ],
    }


def _status(index: int, issuer: Issuer) -> dict[str, str]:
    url = status_list_url(issuer.url, status_list.list_number(index))
    position = index % status_list.BITS
    return {
        "id": f"{url}#{position}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": status_list.PURPOSE,
        "statusListIndex": str(position),
        "statusListCredential": url,
    }
