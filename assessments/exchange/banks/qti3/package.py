"""A bank as a QTI 3 package: the same bank gives the same bytes."""

from assessments.exchange.banks.base import Bank, BankQuestion
from assessments.exchange.banks.qti3 import item
from assessments.exchange.banks.qti3.xml import element, escape
from common import zips

MANIFEST, TEST = "imsmanifest.xml", "test.xml"
PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/LOM"
ITEM_TYPE, TEST_TYPE, OTHER_TYPE = "imsqti_item_xmlv3p0", "imsqti_test_xmlv3p0", "webcontent"


def write(bank: Bank) -> bytes:
    """Return the zip: a manifest, a test that names the items in their order, the items, their pictures."""
    files: dict[str, bytes] = {MANIFEST: b"", TEST: b""}
    resources, pictures = [element("resource", identifier="test", type=TEST_TYPE, href=TEST)], dict[str, bytes]()
    for number, question in enumerate(bank.questions, 1):
        name, shown = f"items/{number:05}.xml", dict[str, str]()
        for place, one in enumerate(question.media, 1):
            path = f"media/{number:05}-{place}{_suffix(one.path)}"
            pictures[path], shown[f"../{path}"] = one.data, one.alt
        files[name] = item.write(question, shown, bank.language)
        inside = _keywords(question) + element("file", href=name)
        resources.append(element("resource", inside, identifier=f"item-{number}", type=ITEM_TYPE, href=name))
    for number, path in enumerate(pictures, 1):
        resources.append(element("resource", identifier=f"media-{number}", type=OTHER_TYPE, href=path))
    files[TEST] = _test(bank)
    about = element("schema", "QTI Package") + element("schemaversion", "3.0.0")
    manifest = element("metadata", about) + element("organizations") + element("resources", "".join(resources))
    files[MANIFEST] = _document(element("manifest", manifest, xmlns=PACKAGE, identifier="orientir"))
    return zips.pack(files | pictures)


def _document(text: str) -> bytes:
    return f"{item.HEAD}{text}\n".encode()


def _suffix(path: str) -> str:
    ending = path.rpartition(".")[2].lower() if "." in path else ""
    return f".{ending}" if ending.isalnum() and ending.isascii() and len(ending) < 6 else ""  # noqa: PLR2004


def _keywords(question: BankQuestion) -> str:
    words = "".join(element("keyword", element("string", escape(tag))) for tag in question.tags)
    return element("metadata", element("lom", element("general", words), xmlns=LOM)) if words else ""


def _test(bank: Bank) -> bytes:
    """Return the test; questions of one category that follow each other are one section."""
    sections: list[tuple[str, list[str]]] = []
    for number, question in enumerate(bank.questions, 1):
        if not sections or sections[-1][0] != question.category:
            sections.append((question.category, []))
        reference = element("qti-assessment-item-ref", identifier=f"i{number}", href=f"items/{number:05}.xml")
        sections[-1][1].append(reference)
    written = "".join(
        element("qti-assessment-section", "".join(references), identifier=f"s{number}", title=title, visible="true")
        for number, (title, references) in enumerate(sections, 1)
    )
    part = element(
        "qti-test-part", written, identifier="part", navigation_mode="nonlinear", submission_mode="individual"
    )
    return _document(element("qti-assessment-test", part, xmlns=item.NAMESPACE, identifier="test", title=bank.title))
