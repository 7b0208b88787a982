"""No code makes a mistake that others have paid for; exceptions have reasons, and every rule sees its mistake."""

import pytest

from tests.architecture.forbidden_code import PATTERNS, RULES, findings, matches
from tests.architecture.tree import ROOT, python_files, rooms, tracked_files

pytestmark = pytest.mark.pure

# (rule, file) → why it is right there. An entry that nothing needs any more fails the build.
EXCEPTIONS = {
    ("drops protection", "assessments/views/offline.py"): "what counts is a sealed ticket; no cookie is read",
    ("drops protection", "assessments/views/self_check.py"): "nothing is stored, and a shared page carries no token",
    ("drops protection", "safeguarding/views/leaving.py"): "the way out works from any page, however old",
    ("loads yaml objects", "cms/exchange/yaml_files.py"): "its loader is a safe one, made stricter",
    ("text passes unescaped", "lessons/templates/lessons/teacher/paper_sheets.html"): "the code is drawn by a library",
    ("text passes unescaped", "templates/components/field_notes.html"): "the help text of a form is our own",
}

PLANTED = {
    "expands request": "Quiz.objects.filter(**request.GET.dict())",
    "names from request": 'Quiz.objects.order_by(request.GET["sort"])',
    "marks safe": "from django.utils.safestring import mark_safe",
    "formats html with text": 'format_html(f"<b>{name}</b>")',
    "extracts archive": "archive.extractall(folder)",
    "unpickles": "import pickle",
    "evaluates": "eval(formula)",
    "loads yaml objects": "yaml.load(text, Loader=yaml.Loader)",
    "parses xml carelessly": "from xml.etree import ElementTree",
    "limits in memory": "from django.core.cache import cache",
    "gets past permissions": "Attempt.objects.get(public_id=attempt_id)",
    "writes raw sql": 'cursor.execute(f"SELECT * FROM {table}")',
    "opens shell": "subprocess.run(command, shell=True)",
    "drops protection": "from django.views.decorators.csrf import csrf_exempt",
    "reads addresses": 'request.META["REMOTE_ADDR"]',
    "sends mail": "from django.core.mail import send_mail",
}
PLANTED_TEXT = {
    "text passes unescaped": "<p>{{ item.prompt|safe }}</p>",
    "an attribute without quotes": "<a href={{ url }}>",
    "runs what stands in the page": '<button onclick="go()">',
    "text becomes HTML": "panel.innerHTML = answer;",
    "text becomes code": 'setTimeout("go()", 5);',
}
SPELT_DIFFERENTLY = [
    ("expands request", "Q(**self.request.POST)"),
    ("expands request", "Item.objects.exclude(**dict(request.GET.items()))"),
    ("names from request", 'rows.values(*request.GET.getlist("columns"))'),
    ("marks safe", "html = safestring.mark_safe(text)"),
    ("formats html with text", 'format_html("<b>" + name)'),
    ("extracts archive", "zipfile.ZipFile(path).extract(name, folder)"),
    ("unpickles", "from shelve import open"),
    ("gets past permissions", "get_object_or_404(Cohort, public_id=cohort_id)"),
    ("gets past permissions", "Cohort.objects.filter(is_open=True).get(pk=1)"),
    ("writes raw sql", 'Item.objects.raw("SELECT * FROM x WHERE id=" + number)'),
    ("opens shell", "os.system(command)"),
]
HARMLESS = [
    "request.session.get('next')",
    "Quiz.objects.filter(public_id=request.POST.get('quiz', ''))",
    "format_html('<b>{}</b>', name)",
    "yaml.load(text, Loader=yaml.SafeLoader)",
    "cursor.execute('SELECT 1', [number])",
    "settings.get('x')",
    "from defusedxml import ElementTree",
]


def our_findings():
    """Return what is found in all our code, templates and scripts."""
    code = [path for path in python_files(ROOT, *rooms(ROOT)) if "migrations" not in path.parts]
    texts = [
        path for path in tracked_files(ROOT) if path.suffix in PATTERNS and path.relative_to(ROOT).parts[0] != "tests"
    ]
    return [
        *(finding for path in code for finding in findings(path, ROOT)),
        *(finding for path in texts for finding in matches(path, ROOT)),
    ]


def test_nothing_forbidden_stands_in_the_code_without_a_reason():
    assert [str(finding) for finding in our_findings() if (finding.rule, finding.path) not in EXCEPTIONS] == []


def test_every_exception_is_still_needed():
    assert set(EXCEPTIONS) - {(finding.rule, finding.path) for finding in our_findings()} == set()


def planted(tmp_path, source):
    path = tmp_path / "accounts" / "views" / "planted.py"
    path.parent.mkdir(parents=True)
    path.write_text(source)
    return {finding.rule for finding in findings(path, tmp_path)}


def test_every_rule_has_its_planted_mistake():
    assert set(PLANTED) == set(RULES)
    assert set(PLANTED_TEXT) == {name for patterns in PATTERNS.values() for name in patterns}


@pytest.mark.parametrize(("rule", "source"), [*PLANTED.items(), *SPELT_DIFFERENTLY])
def test_a_planted_mistake_is_caught(rule, source, tmp_path):
    assert rule in planted(tmp_path, source)


@pytest.mark.parametrize(("rule", "source"), PLANTED_TEXT.items())
def test_a_planted_mistake_in_a_template_or_script_is_caught(rule, source, tmp_path):
    path = tmp_path / f"planted{next(suffix for suffix, names in PATTERNS.items() if rule in names)}"
    path.write_text(source)
    assert [finding.rule for finding in matches(path, tmp_path)] == [rule]


@pytest.mark.parametrize("source", HARMLESS)
def test_what_is_harmless_is_let_through(source, tmp_path):
    assert planted(tmp_path, source) == set()
