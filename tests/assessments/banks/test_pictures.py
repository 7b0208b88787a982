"""Pictures of prompts come in small and harmless from every format that has them, and go out again."""

import base64
import io
import json
import zipfile

import pytest
from wagtail.models import Locale

from assessments.exchange.banks.base import Reason
from assessments.models import Item
from assessments.queries.banks import plan_bank
from assessments.queries.media_faults import media_faults
from assessments.services.bank_export import export_bank
from assessments.services.banks import upload_bank
from cms.models import CustomImage
from tests.assessments.banks.test_import import finish
from tests.assessments.builders import make_item
from tests.assessments.media_files import SCRIPT, bomb, make_image, picture_bytes

pytestmark = pytest.mark.django_db
RED, BLUE = picture_bytes("red", kind="JPEG"), picture_bytes("blue", kind="GIF")


@pytest.fixture
def locale():
    return Locale.get_default()


def moodle(*pictures, prompt="<p>What is it?</p>", answer=b""):
    """A question for each picture; ``answer`` is one inside a choice."""
    inner = f'<file name="b.png" encoding="base64">{base64.b64encode(answer).decode()}</file>' if answer else ""
    return (
        "<quiz>"
        + "".join(
            f'<question type="multichoice"><questiontext format="html"><text><![CDATA[{prompt}'
            '<img src="@@PLUGINFILE@@/a.png" alt="A shape">]]></text>'
            f'<file name="a.png" encoding="base64">{base64.b64encode(data).decode()}</file></questiontext>'
            f'<answer fraction="100" format="html"><text>this</text>{inner}</answer>'
            '<answer fraction="0"><text>that</text></answer></question>'
            for data in pictures
        )
        + "</quiz>"
    ).encode()


def h5p(data, *, places=None):
    spots = places or [(True, "rectangle", 5, 10, 20, 30), (False, "circle", 60, 10, 20, 30)]
    sides = ("figure", "x", "y", "width", "height")
    hotspots = [
        {"userSettings": {"correct": right}, "computedSettings": dict(zip(sides, shape, strict=True))}
        for right, *shape in spots
    ]
    content = {
        "imageHotspotQuestion": {
            "backgroundImageSettings": {"backgroundImage": {"path": "images/a.png", "mime": "image/png"}},
            "hotspotSettings": {"taskDescription": "<p>Where is it?</p>", "hotspot": hotspots},
        }
    }
    return package({
        "h5p.json": json.dumps({"mainLibrary": "H5P.ImageHotspotQuestion", "title": "Where"}),
        "content/content.json": json.dumps(content), "content/images/a.png": data,
    })  # fmt: skip


def qti(data, shape='shape="circle" coords="100,50,20"'):
    item = f"""<?xml version="1.0"?><assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i"
        title="Where" adaptive="false" timeDependent="false">
        <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">
        <correctResponse><value>A</value></correctResponse></responseDeclaration>
        <itemBody><hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Where is it?</prompt>
        <object type="image/png" data="a.png" width="200" height="100">A hall</object>
        <hotspotChoice identifier="A" {shape} hotspotLabel="left"/>
        <hotspotChoice identifier="B" shape="rect" coords="150,0,200,100" hotspotLabel="right"/>
        </hotspotInteraction></itemBody>
        <responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>
        </assessmentItem>"""
    manifest = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><resources>
        <resource identifier="r" type="imsqti_item_xmlv2p1" href="i.xml"><file href="i.xml"/></resource>
        </resources></manifest>"""
    return package({"imsmanifest.xml": manifest, "i.xml": item, "a.png": data})


def package(files):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return written.getvalue()


def brought_in(author, locale, data, name):
    upload = upload_bank(data=data, name=name, format_name="", actor=author)
    plan = plan_bank(upload, locale)
    told = {finding.reason for finding in plan.reported} | {reason for reason, _count, _found in plan.notes}
    job = finish(upload, locale, author)
    return job.result, told, list(Item.objects.order_by("pk"))


def test_the_same_words_about_two_pictures_are_two_questions_and_never_four(author, locale):
    result, told, (red, blue) = brought_in(author, locale, moodle(RED, BLUE, RED), "bank.xml")
    assert (result["made"], told) == (2, {Reason.DUPLICATE})
    assert red.picture_alt == blue.picture_alt == "A shape"
    assert (red.picture.width, red.picture.height) == (40, 30)
    with red.picture.file.open("rb") as stream:
        assert stream.read()[8:12] == b"WEBP"
    assert red.picture != blue.picture
    result, _told, _items = brought_in(author, locale, moodle(RED, BLUE), "bank.xml")
    assert (result["made"], result["known"], CustomImage.objects.count()) == (0, 2, 2)


@pytest.mark.parametrize("data", [bomb(), b"<svg xmlns='x'>" + SCRIPT + b"</svg>", b"MZ\x90\0", b"GIF89a/*" + SCRIPT])
def test_what_is_no_picture_is_left_out_and_told(author, locale, data):
    result, told, (item,) = brought_in(author, locale, moodle(data), "bank.xml")
    assert (result["made"], told, item.picture) == (1, {Reason.MEDIA_LEFT_OUT}, None)


def test_a_picture_inside_an_answer_does_not_become_the_prompts(author, locale):
    _result, told, (item,) = brought_in(author, locale, moodle(RED, answer=BLUE), "bank.xml")
    assert told == {Reason.MEDIA_LEFT_OUT}
    assert item.picture.title == item.name
    assert CustomImage.objects.count() == 1


def test_nothing_remote_is_fetched(author, locale):
    far = '<img src="https://example.org/a.png">'
    _result, told, (item,) = brought_in(author, locale, moodle(RED, prompt=f"<p>What? {far}</p>"), "bank.xml")
    assert Reason.MEDIA_MISSING in told
    assert item.picture is not None


@pytest.mark.parametrize("name", ["a.h5p", "a.zip"])
def test_places_on_a_picture_come_in_as_rectangles(author, locale, name):
    data = h5p(RED) if name == "a.h5p" else qti(RED)
    result, told, (item,) = brought_in(author, locale, data, name)
    assert (result["made"], item.kind, item.picture.width) == (1, "hotspot", 40)
    first, second = (choice for choice in item.interaction[0].value["choices"])
    sides = [tuple(one[side] for side in ("x", "y", "width", "height")) for one in (first, second)]
    if name == "a.h5p":
        assert sides == [(5, 10, 20, 30), (60, 10, 20, 30)]
        assert told == {Reason.PLACES_UNNAMED}
    else:
        assert sides == [(40, 30, 20, 40), (75, 0, 25, 100)]
        assert (first["text"], second["text"], told) == ("left", "right", set())
    assert (first["correct"], second["correct"]) == (True, False)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (h5p(RED, places=[(True, "rectangle", 5, 10, 20, 30)]), Reason.TOO_FEW_CHOICES),
        (h5p(RED, places=[(True, "rectangle", 5, 10, 20, 30), (False, "star", 60, 10, 20, 30)]), Reason.BROKEN),
        (h5p(RED, places=[(True, "rectangle", 5, 10, 20, 30), (False, "circle", 10, 10, 20, 30)]), Reason.BROKEN),
        (qti(RED, 'shape="poly" coords="0,0,10,0,10,10"'), Reason.BROKEN),
    ],
)
def test_places_of_another_shape_are_named(author, locale, data, reason):
    _result, told, items = brought_in(author, locale, data, "a.h5p" if b"h5p.json" in data else "a.zip")
    assert reason in told
    assert items == []


@pytest.mark.parametrize("format_name", ["moodle_xml", "qti"])
def test_a_picture_goes_out_and_the_file_makes_no_double_here(author, locale, format_name):
    item = make_item("a", picture=make_image(), picture_alt='A "shape" & more')
    data = export_bank(items=[item], format_name=format_name, title="Out", actor=author)
    name = "a.xml" if format_name == "moodle_xml" else "a.zip"
    result, _told, _items = brought_in(author, locale, data, name)
    assert (result["made"], result["known"]) == (0, 1)
    item.delete()
    result, told, (again,) = brought_in(author, locale, data, name)
    assert (result["made"], told) == (1, set())
    assert (again.picture_alt, again.picture.width) == ('A "shape" & more', 40)


def test_places_without_a_picture_come_in_and_wait_for_one(author, locale):
    _result, told, (item,) = brought_in(author, locale, qti(bomb()), "a.zip")
    assert (told, item.picture) == ({Reason.MEDIA_MISSING, Reason.MEDIA_LEFT_OUT}, None)
    assert [field for field, _message in media_faults(item)] == ["picture"]
