"""A process with production settings that asks itself questions over HTTP and prints the answers as JSON."""

import json
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
django.setup()

from django.conf import settings  # noqa: E402  settings come first
from django.test import Client  # noqa: E402

from accounts.services import issue_cards  # noqa: E402
from tests.factories import LearnerFactory, StaffFactory  # noqa: E402

HOST = "school.example"


def cookies(answer) -> dict[str, dict]:
    """Return the cookies that an answer sets, with their flags."""
    return {
        name: {flag: morsel[flag] for flag in ("secure", "httponly", "samesite", "path", "domain")}
        for name, morsel in answer.cookies.items()
    }


def shown(answer) -> dict:
    """Return what a test looks at."""
    names = ("Location", "Strict-Transport-Security", "Content-Type")
    headers = {name: answer.headers[name] for name in names if name in answer.headers}
    return {"status": answer.status_code, "body": answer.text, "cookies": cookies(answer), **headers}


def main() -> None:
    """Ask."""
    visitor = Client(raise_request_exception=False, headers={"host": HOST})
    card = issue_cards(learners=[LearnerFactory(language="uk")], actor=StaffFactory(), pin_required=False)[0]
    stranger = Client(raise_request_exception=False, headers={"host": HOST})
    forged = Client(raise_request_exception=False)
    asked = {
        "plain": visitor.get("/"),
        "start": visitor.get("/", secure=True),
        "sign in": visitor.post("/", {"code": card.number}, secure=True),
        "exit": visitor.get("/exit", secure=True),
        "by a proxy": visitor.get("/", headers={"x-forwarded-proto": "https"}),
        "other host": forged.get("/", secure=True, headers={"host": "evil.example"}),
        "other host told": stranger.get("/t/", secure=True, headers={"x-forwarded-host": "evil.example"}),
        "two hosts": forged.get("/", secure=True, headers={"host": f"{HOST}@evil.example"}),
        "missing": visitor.get("/nothing", secure=True),
        "trace": visitor.trace("/", secure=True),
        "demo": visitor.get("/demo/", secure=True),
    }
    print(json.dumps({name: shown(answer) for name, answer in asked.items()} | {"debug": settings.DEBUG}))


if __name__ == "__main__":
    main()
