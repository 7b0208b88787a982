"""What scripts do on the device alone, tried without a site: a photo becomes small before it is sent."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

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
