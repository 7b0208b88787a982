"""What an author types, as the forms of the CMS send it."""

import re

import polib
from playwright.sync_api import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

STEPS = (("risk", "An offer"), ("protect", "A question to ask"), ("wayout", "Where to go"))


def lesson_form(quiz: str, heading: str = "An offer", *, minutes: int = 45) -> dict[str, str]:
    """Return the fields of a complete lesson that mentions harm; its phases add up to 45 minutes."""
    steps = [("step", _step(part, heading if part == "risk" else name)) for part, name in STEPS]
    opening = {"code": "OP", "minutes": "45", "title": "Opening", "text": rich_text("<p>Ask.</p>")}
    fields = {
        "title": "A careful yes", "slug": "careful-yes", "number": "9.9", "summary": "Short.", "audience": "",
        "minutes": str(minutes), "content_level": "1", "quiz": quiz, "competencies": [],
        "objectives": streamfield([]), "materials": streamfield([]), "body": streamfield(steps),
        "guide": streamfield([("safety", rich_text("<p>Look around.</p>")), ("phase", opening)]),
        "comments": inline_formset([]), "go_live_at": "", "expire_at": "",
    }  # fmt: skip
    return {name: str(value) for name, value in nested_form_data(fields).items() if value != []}


def _step(part: str, heading: str) -> dict[str, object]:
    blocks = [("text", rich_text("<p>Take your time.</p>"))]
    if part == "wayout":
        blocks.append(("help", {"text": rich_text("<p>You can talk.</p>")}))
    return {"heading": heading, "part": part, "content": streamfield(blocks)}


class Desk:
    """Somebody of the demonstration's cast at work: screens in the browser, forms as their screens would send them."""

    def __init__(self, page: Page, site: str, role: str) -> None:
        self.page, self.site = page, site
        self.token = ""
        self.token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.read("/demo/")).group(1)
        self.send(f"/demo/as/{role}/")
        self.token = page.context.cookies()[[cookie["name"] for cookie in page.context.cookies()].index("csrftoken")][
            "value"
        ]

    def read(self, address: str) -> str:
        """Return what stands at an address."""
        return self.page.request.get(self.site + address).text()

    def send(self, address: str, fields: dict[str, str] | None = None, **upload: object) -> tuple[str, str]:
        """Send a form; return what the answer says and where it leads."""
        sent = (fields or {}) | {"csrfmiddlewaretoken": self.token} | upload
        kind = "multipart" if upload else "form"
        headers = {"Referer": self.site + address}
        answer = self.page.request.post(self.site + address, **{kind: sent}, headers=headers, max_redirects=0)
        return answer.text(), answer.headers.get("location", "")

    def approve(self) -> None:
        """Approve what waits first."""
        review = re.search(r'href="(/admin/review/\d+/)"', self.read("/admin/")).group(1)
        self.send(review, {"approve": "1", "comment": ""})


def translate_elsewhere(desk: Desk, edit: str) -> None:
    """Download the translation as a PO file, translate it, and upload it again."""
    address = re.search(r"/admin/localize/translate/[0-9]+/pofile/", desk.read(edit)).group()
    file = polib.pofile(desk.read(f"{address}download/"))
    for entry in file:
        entry.msgstr = entry.msgid if entry.msgctxt == "slug" else f"RO {entry.msgid}"
    po = {"name": "ro.po", "mimeType": "text/x-gettext-translation", "buffer": str(file).encode()}
    assert desk.send(f"{address}upload/", {"next": edit}, file=po)[1] == edit


def results_of(teacher: Desk, class_name: str) -> str:
    """Return the table of answers that a teacher sees of the class's first quiz."""
    of_class = re.search(rf'href="(/t/c/\w+/)"[^>]*>\s*{class_name}', teacher.read("/t/")).group(1)
    results = re.search(r'href="(/t/q/\w+/)"', teacher.read(of_class)).group(1)
    return re.search(r'<table class="heatmap.*?</table>', teacher.read(results), re.DOTALL).group()
