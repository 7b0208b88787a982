"""Reading an H5P package: every question in it, however deep it stands inside slides, films, columns and books."""

import re
from dataclasses import dataclass, field, replace

from assessments.exchange.banks.archive import Archive
from assessments.exchange.banks.base import Bank, BankError, Reason, Refusal
from assessments.exchange.banks.building import Collector, Source
from assessments.exchange.banks.h5p import branching, media
from assessments.exchange.banks.h5p.content import parse
from assessments.exchange.banks.h5p.params import LONGEST_PLACE, Builder, Params, clean, words
from assessments.exchange.banks.h5p.places import PLACE_QUESTIONS
from assessments.exchange.banks.h5p.questions import LISTS, QUESTIONS
from assessments.exchange.banks.h5p.starred import STARRED_QUESTIONS

ABOUT, CONTENT = "h5p.json", "content/content.json"
UNIQUE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-", re.IGNORECASE)
UNTITLED = re.compile(r"(?:untitled|sans titre|ohne titel|без назв)", re.IGNORECASE)
BUILDERS: dict[str, Builder] = {**QUESTIONS, **STARRED_QUESTIONS, **PLACE_QUESTIONS}
STORY = "H5P.BranchingScenario"
# They show something and ask nothing; questions inside them are found all the same.
SHOWN = frozenset(f"H5P.{name}" for name in (
    "Accordion", "AdvancedText", "Agamotto", "Audio", "AudioRecorder", "BranchingQuestion", "Chart", "Collage",
    "Column", "ContinuousText", "Cornell", "CoursePresentation", "DocumentExportPage", "DocumentationTool",
    "ExportableTextArea", "GoToQuestion", "GoalsAssessmentPage", "GoalsPage", "GreetingCard", "IFrameEmbed",
    "IVHotspot", "Image", "ImageHotspots", "ImageJuxtaposition", "ImageSlide", "ImageSlider", "ImpressPresentation",
    "InfoWall", "InteractiveBook", "InteractiveVideo", "KewArCode", "Link", "Nil", "QuestionSet", "Row", "RowColumn",
    "Shape", "StandardPage", "Table", "Text", "TextInputField", "ThreeImage", "Timeline", "TwitterUserFeed", "Video",
))  # fmt: skip


@dataclass(slots=True, kw_only=True)
class _Package:
    collector: Collector
    archive: Archive
    seen: set[str] = field(default_factory=set)


def read(data: bytes, name: str) -> Bank:  # noqa: ARG001 - every format is read the same way
    """Return the questions of an H5P package; raises BankError when it is none."""
    archive = Archive(data)
    if ABOUT not in archive or CONTENT not in archive:
        raise BankError(Refusal.WRONG_FORMAT)
    about = parse(archive.read(ABOUT), ABOUT)
    library = Params({"library": about.text("mainLibrary")}).library
    if not library:
        raise BankError(Refusal.DAMAGED, ABOUT)
    package = _Package(collector=Collector("h5p"), archive=archive)
    root = Params({
        "library": library, "params": parse(archive.read(CONTENT), CONTENT).fields, "metadata": about.fields,
    })  # fmt: skip
    _take(package, root, CONTENT, "")
    title = _title(root)
    return replace(package.collector.bank(title=title, language=about.text("language")[:20]), meta={"main": library})


def _take(package: _Package, one: Params, place: str, category: str) -> bool:
    """Take what an object with a library of its own asks, and everything inside it; return whether it asks anything."""
    library, params = one.library, one.inner("params")
    source = _source(package, one, place, category, library)
    if library in BUILDERS:
        _add(package, source, params, BUILDERS[library])
    elif library in LISTS:
        _take_list(package, one, source, library)
    elif library == STORY:
        _take_story(package, params, source)
    elif not _take_inside(package, params, place, _title(one) or category):
        if library in SHOWN:
            package.collector.note(source, Reason.NOT_A_QUESTION)
            return False
        package.collector.report(source, Reason.UNKNOWN_KIND)
    return True


def _take_inside(package: _Package, params: Params, place: str, category: str) -> bool:
    found = [
        _take(package, inner, inner_place, category)
        for inner_place, inner in params.below("" if place == CONTENT else place)
        if inner.library
    ]
    return any(found)


def _take_list(package: _Package, one: Params, source: Source, library: str) -> None:
    count = 0
    for suffix, params, build in LISTS[library](one.inner("params")):
        count += 1
        place = suffix if source.place == CONTENT else f"{source.place}.{suffix}"
        inner = replace(
            source, place=place[-LONGEST_PLACE:], identifier=_identifier(package, params), media=[], notes=[]
        )
        _add(package, inner, params, build)
    if not count:
        package.collector.report(source, Reason.BROKEN)


def _take_story(package: _Package, params: Params, source: Source) -> None:
    """A story is one question; where it is none here, the questions in its scenes are taken one by one."""
    if not _add(package, source, params, branching.build):
        _take_inside(package, params, source.place, source.name)


def _add(package: _Package, source: Source, params: Params, build: Builder) -> bool:
    media.take(package.archive, source, params)
    return package.collector.add(source, lambda source: build(source, params))


def _source(package: _Package, one: Params, place: str, category: str, library: str) -> Source:
    return Source(
        place=clean(place)[-LONGEST_PLACE:],
        source_kind=library,
        name=_title(one),
        identifier=_identifier(package, one),
        category=category,
    )


def _title(one: Params) -> str:
    title = words(Source(place=""), one.inner("metadata").text("title")[:1000])
    return "" if UNTITLED.match(title) else title[:120]


def _identifier(package: _Package, one: Params) -> str:
    name = one.text("subContentId")
    if not UNIQUE.match(name) or name in package.seen:
        return ""
    package.seen.add(name)
    return name
