"""What scripts do on the device alone, tried without a site: a photo becomes small, a CV stays where it is typed."""

from io import BytesIO
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from PIL import Image

from lessons.views.cv import cv_parts

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
FORM = '<form><input type="file" data-shrink><p id="photo-state" data-text="Small:"></p></form>'


def camera_photo() -> bytes:
    """Return what a camera makes: large, and with a place in it."""
    noise = Image.effect_noise((900, 700), 40).convert("RGB")
    data = Image.Exif()
    data[0x010F] = "Kanarka"
    out = BytesIO()
    noise.save(out, "JPEG", quality=90, exif=data)
    return out.getvalue()


def test_a_photo_is_made_small_and_says_nothing_of_its_device(chromium):
    photo = camera_photo()
    assert b"Kanarka" in photo
    assert len(photo) > 250_000
    page = chromium.new_page()
    page.set_content(FORM)
    page.add_script_tag(path=ROOT / "assessments/static/assessments/photo.js", type="module")
    page.set_input_files("input", {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo})
    page.wait_for_function("document.getElementById('photo-state').textContent.startsWith('Small:')")
    size, name, text = page.evaluate(
        "async () => { const [file] = document.querySelector('input').files;"
        " return [file.size, file.name, new TextDecoder('latin1').decode(await file.arrayBuffer())] }"
    )
    assert 0 < size <= 200_000
    assert name == "photo.jpg"
    assert "Kanarka" not in text
    page.close()


def test_nothing_of_a_cv_leaves_the_page(chromium):
    page = chromium.new_page()
    asked = []

    def answer(route):
        asked.append((route.request.url, route.request.post_data))
        if route.request.url.endswith("/tools/cv/"):
            route.fulfill(body=render_to_string("lessons/cv.html", {"parts": cv_parts()}), content_type="text/html")
        else:
            route.fulfill(body="", content_type="text/javascript")

    page.route("**/*", answer)
    page.goto("https://cv.example/tools/cv/")
    page.add_script_tag(path=ROOT / "lessons/static/lessons/cv.js", type="module")
    for name in ("name", "skills"):
        page.fill(f"#cv-{name}", f"Kanarka {name}\nsecond line")
        page.press(f"#cv-{name}", "Enter")
    assert page.locator("#cv-sheet h1").inner_text().startswith("Kanarka name")
    assert page.locator("#cv-sheet li").count() == 2
    page.emulate_media(media="print")
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])")
    page.goto("https://cv.example/other/")
    page.go_back()
    assert page.locator("#cv-name").input_value() == ""
    assert "Kanarka" not in kept + str(asked)
    page.close()
