"""Every screen of students, teachers and strangers: no violation, no foreign request, no message of the policy."""

import re

import pytest

from demo.enums import CLASS_NAME
from tests.browser.axe import CONTRAST, problems
from tests.browser.conftest import enter_as, visit

pytestmark = pytest.mark.browser
LOOKS = [("en", False), ("uk", True)]
STRANGER = ["/", "/help/", "/help/safe/", "/my/privacy/", "/tools/calc/", "/staff/sign-in/", "/staff/invitation/",
            "/demo/", "/en/", "/uk/", "/en/course-1/", "/en/course-1/module-1/", "/en/course-1/module-1/lesson-1-1/",
            "/no-such-page/"]  # fmt: skip


# Headings without a scope, cells without a word, and the states that the table of results shows.
TABLE = """() => {
    const table = document.querySelector("table.heatmap");
    const cells = [...table.querySelectorAll("td.heat")];
    return {
        loose: [...table.querySelectorAll("th")].filter((one) => !one.scope).length,
        silent: cells.filter((one) => !/\\p{L}/u.test(one.textContent)).length,
        states: [...new Set(cells.map((one) => one.classList[1]))],
    };
}"""


def open_each(page, site, addresses: list[str], seen: list[str]) -> list[str]:
    """Open each address and collect what is wrong."""
    found = []
    for address in addresses:
        page.goto(site + address)
        found += problems(page, seen)
    return found


def links(page, pattern: str) -> list[str]:
    """Return the page's own links that match, each once, in order."""
    all_links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    return list(dict.fromkeys(link for link in all_links if re.search(pattern, link)))


@pytest.fixture(params=LOOKS, ids=["en-light", "uk-dark"])
def phone(request, site, chromium):
    language, dark = request.param
    with visit(chromium, site, language=language, dark=dark) as page:
        page.said = []
        page.on(
            "console", lambda message: page.said.append(message.text) if "Content Security" in message.text else None
        )
        yield page
        assert page.foreign == []
        assert page.said == []


def test_strangers_screens(site, phone):
    seen: list[str] = []
    assert open_each(phone, site, STRANGER, seen) == []
    assert len(seen) == len(STRANGER)


def test_students_screens(site, phone):
    seen: list[str] = []
    enter_as(phone, site, "student")
    found = problems(phone, seen)
    lesson = links(phone, r"^/my/l/")[-1]
    found += open_each(phone, site, [lesson, f"{lesson}1/", f"{lesson}2/", f"{lesson}3/"], seen)
    phone.goto(site + lesson)
    phone.goto(site + links(phone, "/my/q/start/")[0])
    found += problems(phone, seen)
    phone.click("main form button.button")
    phone.wait_for_load_state()
    found += problems(phone, seen)
    # Nothing chosen: the error summary takes the focus, and the title says so. The script asks the server first.
    with phone.expect_navigation():
        phone.click("main form button.button")
    found += problems(phone, seen)
    assert phone.evaluate("document.activeElement.className") == "error-summary"
    assert re.match(r"Error:|Помилка:", phone.title())
    attempt = re.search(r"/my/q/(\w+)/", phone.url).group(1)
    found += open_each(phone, site, [f"/my/q/{attempt}/{number}/" for number in (2, 3, 4)], seen)
    found += open_each(phone, site, [f"/my/q/{attempt}/check/", "/sign-out/"], seen)
    assert found == []
    assert len(seen) > 10


def test_teachers_screens(site, phone):
    seen: list[str] = []
    enter_as(phone, site, "teacher")
    found = problems(phone, seen)
    phone.click(f'main h2 a:has-text("{CLASS_NAME}")')
    phone.wait_for_load_state()
    found += problems(phone, seen)
    root = phone.url.removeprefix(site)
    lesson, results, student = (links(phone, pattern)[0] for pattern in (r"^/t/l/", r"^/t/q/", r"^/t/s/"))
    pages = [f"{root}{part}/" for part in ("assign", "edit", "students", "cards", "join", "teachers")]
    pages += [lesson, results, f"{results}?sort=attention", f"{results}1/", f"{results}export/", student]
    pages += [f"{results}paper/enter/", f"{results}paper/sheets/"]
    pages += ["/t/classes/new/", "/t/import/", "/t/staff/", "/staff/second-factor/", "/staff/sign-out/"]
    found += open_each(phone, site, pages, seen)
    phone.set_viewport_size({"width": 1280, "height": 900})
    phone.goto(site + results)
    found += problems(phone, seen, 1280)
    assert found == []
    assert len(seen) == len(pages) + 3
    told = phone.evaluate(TABLE)
    assert told["loose"] == told["silent"] == 0
    phone.evaluate("document.documentElement.style.filter = 'grayscale(1)'")
    cells = [phone.locator(f"table.heatmap .{state} > :first-child").first.screenshot() for state in told["states"]]
    assert len(set(cells)) == len(cells) >= 3


def test_newer_screens_in_both_looks(site, chromium):
    with visit(chromium, site, language="uk", dark=True) as page:
        seen: list[str] = []
        enter_as(page, site, "student")
        found = both_looks(page, site, ["/my/portfolio/", "/tools/cv/", "/sync/scan/"], seen)
        enter_as(page, site, "teacher")
        page.click(f'main h2 a:has-text("{CLASS_NAME}")')
        page.wait_for_load_state()
        root = page.url.removeprefix(site)
        results, student = (links(page, pattern)[0] for pattern in (r"^/t/q/", r"^/t/s/"))
        pages = [f"{root}{part}/" for part in ("gradebook", "progress", "plan", "plan/weeks", "log")]
        pages += [f"{results}marking/", f"{student}portfolio/"]
        found += both_looks(page, site, pages, seen)
        assert found == []
        assert page.foreign == []


def both_looks(page, site, addresses: list[str], seen: list[str]) -> list[str]:
    """Open each address once: every rule in the dark, and once more in the light those of colour."""
    found = []
    for address in addresses:
        page.goto(site + address)
        found += problems(page, seen)
        page.emulate_media(color_scheme="light")
        found += [f"light {one}" for one in problems(page, seen, rules=CONTRAST)]
        page.emulate_media(color_scheme="dark")
    return found


def test_other_staffs_screens(site, phone):
    seen: list[str] = []
    found = []
    for role, pages in {
        "head": ["/t/", "/t/staff/", "/t/staff/invite/"],
        "safeguarding-lead": ["/t/help/", "/t/help/new/"],
        "site-admin": ["/t/", "/t/staff/", "/t/help/"],
        "coordinator": ["/t/", "/t/help/"],
    }.items():
        enter_as(phone, site, role)
        found += open_each(phone, site, pages, seen)
    assert found == []


def test_the_check_sees_a_planted_violation(site, phone):
    phone.goto(f"{site}/help/")
    phone.evaluate("document.querySelector('html').removeAttribute('lang')")
    assert problems(phone, [])
