"""What a certificate and a status list may contain: everything, with nothing left open."""

from collections.abc import Iterator
from typing import Any

from certification.exchange import contexts, status_list
from certification.exchange.credential import LEVELS
from certification.exchange.proofs import CRYPTOSUITE
from certification.exchange.refusals import Refusal
from certification.exchange.shapes import Problem, exactly, list_of, record, text, whole_number

MOST_COMPETENCES = 20
MOST_HOURS = 10_000
MOMENT = text(r"2\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")
ADDRESS = text(r"https?://[!-;=?-\[\]_a-z~]+", longest=300)
URN = text(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NUMBER = text(r"[0-9A-Za-z-]{6,40}")
LEVEL = text("[" + "".join(LEVELS) + "]")

PROOF = record(
    {
        "type": exactly("DataIntegrityProof"),
        "cryptosuite": exactly(CRYPTOSUITE),
        "created": MOMENT,
        "verificationMethod": ADDRESS,
        "proofPurpose": exactly("assertionMethod"),
        "proofValue": text(r"z[1-9A-HJ-NP-Za-km-z]{64,90}"),
    }
)
ALIGNMENT = record(
    {
        "type": exactly(["Alignment"]),
        "targetCode": text(longest=40),
        "targetFramework": text(longest=300),
        "targetName": text(longest=300),
        "targetUrl": URN,
        "targetType": exactly("CFItem"),
    }
)
RESULT_DESCRIPTION = record(
    {
        "id": URN,
        "type": exactly(["ResultDescription"]),
        "name": text(longest=300),
        "resultType": exactly("PerformanceLevel"),
        "requiredValue": LEVEL,
        "valueMin": exactly(LEVELS[0]),
        "valueMax": exactly(LEVELS[-1]),
        "alignment": list_of(ALIGNMENT),
    }
)
ACHIEVEMENT = record(
    {
        "id": URN,
        "type": exactly(["Achievement"]),
        "name": text(longest=300),
        "description": text(),
        "criteria": record({"narrative": text()}),
        "achievementType": exactly("Certification"),
        "inLanguage": text("[a-z]{2}"),
        "version": text(longest=40),
        "resultDescription": list_of(RESULT_DESCRIPTION, least=0, most=MOST_COMPETENCES),
    }
)
HOLDER = record(
    {
        "type": exactly("IdentityObject"),
        "hashed": exactly(True),
        "identityHash": text(r"sha256\$[0-9a-f]{64}"),
        "identityType": exactly("name"),
        "salt": text("[0-9A-Za-z_-]{16,64}"),
    }
)
SUBJECT = record(
    {
        "type": exactly(["AchievementSubject"]),
        "identifier": list_of(HOLDER),
        "licenseNumber": NUMBER,
        "achievement": ACHIEVEMENT,
        "result": list_of(
            record({"type": exactly(["Result"]), "resultDescription": URN, "value": LEVEL}),
            least=0,
            most=MOST_COMPETENCES,
        ),
    },
    {"creditsEarned": whole_number(MOST_HOURS)},
)
STATUS = record(
    {
        "id": ADDRESS,
        "type": exactly("BitstringStatusListEntry"),
        "statusPurpose": exactly(status_list.PURPOSE),
        "statusListIndex": text("0|[1-9][0-9]{0,5}"),
        "statusListCredential": ADDRESS,
    }
)
CERTIFICATE = record(
    {
        "@context": exactly([contexts.CREDENTIALS, contexts.OPEN_BADGES]),
        "id": ADDRESS,
        "type": exactly(["VerifiableCredential", "OpenBadgeCredential"]),
        "name": text(longest=300),
        "issuer": record(
            {"id": ADDRESS, "type": exactly(["Profile"]), "name": text(longest=300), "url": ADDRESS},
        ),
        "validFrom": MOMENT,
        "validUntil": MOMENT,
        "credentialSubject": SUBJECT,
        "credentialStatus": STATUS,
        "proof": PROOF,
    }
)
STATUS_LIST = record(
    {
        "@context": exactly([contexts.CREDENTIALS]),
        "id": ADDRESS,
        "type": exactly(["VerifiableCredential", "BitstringStatusListCredential"]),
        "issuer": ADDRESS,
        "validFrom": MOMENT,
        "validUntil": MOMENT,
        "credentialSubject": record(
            {
                "id": ADDRESS,
                "type": exactly("BitstringStatusList"),
                "statusPurpose": exactly(status_list.PURPOSE),
                "encodedList": text("u[0-9A-Za-z_-]+", longest=40_000),
            }
        ),
        "proof": PROOF,
    }
)


def certificate_problems(document: object) -> Iterator[Problem]:
    """Return what keeps a document from being one of our certificates, a foreign context first."""
    found = [*_context_problems(document), *CERTIFICATE(document, "")]
    yield from found or _torn(document)


def list_problems(document: object) -> Iterator[Problem]:
    """Return what keeps a document from being a status list."""
    yield from _context_problems(document)
    yield from STATUS_LIST(document, "")


def _context_problems(document: object) -> Iterator[Problem]:
    if isinstance(document, dict):
        named = document.get("@context")
        for one in named if isinstance(named, list) else [named]:
            if not isinstance(one, str) or one not in contexts.PINNED:
                yield Problem(Refusal.FOREIGN_CONTEXT, str(one))


def _torn(document: Any) -> Iterator[Problem]:
    """Find parts that do not belong together in a document of the right shape."""
    subject, status = document["credentialSubject"], document["credentialStatus"]
    described = subject["achievement"]["resultDescription"]
    codes = [one["alignment"][0]["targetCode"] for one in described]
    ids = [one["id"] for one in described]
    # Two nodes that RDF would take for one, or for each other, never get as far as the canonical form.
    if len({*ids, subject["achievement"]["id"]}) != len(ids) + 1 or codes != sorted(set(codes)):
        yield Problem(Refusal.SHAPE, "credentialSubject.achievement.resultDescription")
    if [one["alignment"][0]["targetUrl"] for one in described] != ids:
        yield Problem(Refusal.SHAPE, "credentialSubject.achievement.resultDescription")
    if [one["resultDescription"] for one in subject["result"]] != ids:
        yield Problem(Refusal.SHAPE, "credentialSubject.result")
    if int(status["statusListIndex"]) >= status_list.BITS:
        yield Problem(Refusal.SHAPE, "credentialStatus.statusListIndex")
    if status["id"] != f"{status['statusListCredential']}#{status['statusListIndex']}":
        yield Problem(Refusal.SHAPE, "credentialStatus.id")
    addresses = [document["id"], document["issuer"]["id"], status["id"], status["statusListCredential"]]
    if len(set(addresses)) != len(addresses):
        yield Problem(Refusal.SHAPE, "id")
