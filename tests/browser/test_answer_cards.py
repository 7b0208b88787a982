"""Answer cards before a camera: pictures are read in the page, and the whole way from film to result works."""

import base64
import re

import pytest
from playwright.sync_api import sync_playwright

from lessons.exchange.card_marks import LETTERS, marks
from tests.browser.card_pictures import HEIGHT, WIDTH, card, film, scene
from tests.browser.conftest import FLAGS, ROOT, enter_as, visit
from tests.browser.test_live_lesson import ask_plain_question

pytestmark = pytest.mark.browser

IN_FILM = [
    (card(1, "A"), (120, 130), 150, 0, 1),
    (card(2, "C"), (320, 140), 140, 8, 1),
    (card(3, "B"), (520, 330), 160, -12, 0.9),
]
SIX = [
    (
        card(20 + place, "ABCD"[place % 4]),
        (110 + 210 * (place % 3), 130 + 220 * (place // 3)),
        110,
        9 * place - 20,
        0.95,
    )
    for place in range(6)
]
READ = """async ([pictures, marks, turns, width, height]) => {
    const { book, readCards } = await import("/marker.js");
    const pages = book(marks, turns);
    return pictures.map((text) => {
        const data = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
        const found = readCards({ data, width, height }, pages);
        return [...found].sort(([a], [b]) => a - b).map(([seat, letter]) => `${seat}${letter}`).join(" ");
    });
}"""
PICTURES = {
    "1A": scene([(card(1, "A"), (320, 240), 200, 0, 1)]),
    "7B": scene([(card(7, "B"), (320, 240), 200, 20, 1)]),
    "64C": scene([(card(64, "C"), (320, 240), 200, -35, 1)]),
    "33D": scene([(card(33, "D"), (320, 240), 240, 5, 0.75)]),
    "12A": scene([(card(12, "A"), (320, 240), 60, 10, 1)]),
    "5B": scene([(card(5, "B"), (320, 240), 120, 15, 0.9)], noise=45),
    "9C": scene([(card(9, "C", flip=[(2, 3)]), (320, 240), 150, 0, 1)]),
    # Two misread cells: rather nothing than another seat.
    "": scene([(card(9, "C", flip=[(2, 3), (0, 0)]), (320, 240), 150, 0, 1)]),
    "20A 21B 22C 23D 24A 25B": scene(SIX, noise=12),
}


@pytest.fixture(scope="module")
def camera(tmp_path_factory):
    """A browser whose camera sees three cards."""
    seen = tmp_path_factory.mktemp("camera") / "cards.y4m"
    seen.write_bytes(film(scene(IN_FILM)))
    fake = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    fake.append(f"--use-file-for-fake-video-capture={seen}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*FLAGS, *fake])
        yield browser
        browser.close()


def test_cards_are_read_turned_tilted_small_noisy_and_many(camera):
    page = camera.new_page()
    script = (ROOT / "lessons/static/lessons/marker.js").read_text()
    page.route(
        "**/*",
        lambda route: route.fulfill(
            body=script if route.request.url.endswith(".js") else "",
            content_type="text/javascript" if route.request.url.endswith(".js") else "text/html",
        ),
    )
    page.goto("http://cards.test/")
    sent = [base64.b64encode(picture.tobytes()).decode() for picture in PICTURES.values()]
    assert page.evaluate(READ, [sent, list(marks()), LETTERS, WIDTH, HEIGHT]) == list(PICTURES)
    page.close()


def test_a_camera_reads_a_class_and_sends_numbers_and_letters_only(site, camera):
    with visit(camera, site, language="en") as teacher:
        posted = []
        teacher.on("request", lambda request: request.method == "POST" and posted.append(request.post_data or ""))
        enter_as(teacher, site, "teacher")
        teacher.locator("main a.button[href*='/t/l/'], main a.button[href*='/t/run/']").first.click()
        note = teacher.locator("form[action$='/safety/'] button")
        if note.count():
            note.click()
        if "/t/run/" not in teacher.url:
            teacher.locator("form[action$='/run/'] button").first.click()
        teacher.wait_for_url(re.compile("/t/run/"))
        run = teacher.url
        ask_plain_question(teacher, run)
        teacher.goto(f"{run}cards/")
        teacher.click("[data-start]")
        teacher.wait_for_selector("[data-seat='3'].is-read")
        assert teacher.input_value("#cards") == "1A 2C 3B"
        teacher.click("button.run-next")
        teacher.wait_for_url(run)
        assert "1 of 3" in teacher.inner_text("main")
        assert max(len(body) for body in posted) < 1000
        assert teacher.foreign == []
        teacher.locator("button[value=end]").last.click()
        teacher.wait_for_load_state()
