"""Every stored field says why it is there and how long, and no table has a place for what must not be known."""

import pytest
from django.apps import apps
from django.db import models

from common.privacy import NOT_PERSONAL, DataClass, Erase, Privacy, Retention, Rows
from operations.checks import check_privacy
from operations.queries import Disagreement, Finding, findings, person_findings, registry, row_registry, tables
from operations.services import ERASERS

pytestmark = pytest.mark.pure

LEARNING = Privacy(DataClass.LEARNING, "a purpose", Retention.COHORT, Erase.DELETE_ROW)
# Values of these go by themselves: with the material, the account or the table of another field.
NO_DATE = {Retention.CONTENT, Retention.ACCOUNT, Retention.AGGREGATE}
ON_DELETE = {models.CASCADE: Erase.DELETE_ROW, models.SET_NULL: Erase.BLANK, models.DO_NOTHING: Erase.KEEP}


@pytest.fixture
def plant():
    """Make models for one test, and forget them afterwards."""
    planted = []

    def make(name, app_label="lessons", **fields):
        meta = type("Meta", (), {"app_label": app_label})
        planted.append((app_label, name.lower()))
        return type(name, (models.Model,), {"__module__": __name__, "Meta": meta, **fields})

    yield make
    for app_label, name in planted:
        # The table between two others that a many-to-many field makes has a model too.
        for left in [model for model in apps.all_models[app_label] if model == name or model.startswith(f"{name}_")]:
            del apps.all_models[app_label][left]
    apps.clear_cache()


def test_every_field_of_every_table_is_declared():
    assert [str(error) for error in check_privacy()] == []


def test_the_registry_covers_every_app_with_tables():
    ours = {model._meta.label for model in tables() if model.__module__.split(".")[0] in apps.app_configs}
    assert {"accounts.User", "lessons.LessonProgress", "safeguarding.HelpContact"} <= ours & set(registry())


def test_what_has_a_date_has_an_eraser():
    dated = {
        label
        for label, fields in registry().items()
        for said in fields.values()
        if said.kind is not DataClass.NONE and said.retention not in NO_DATE
    }
    assert dated - frozenset().union(*(eraser.tables for eraser in ERASERS)) == set()


def test_what_is_declared_about_erasing_is_what_the_database_does():
    wrong = []
    for label, fields in registry().items():
        for name, said in fields.items():
            field = apps.get_model(label)._meta.get_field(name) if name != "*" else None
            points_to_person = (
                isinstance(field, models.ForeignKey) and field.related_model._meta.label == "accounts.User"
            )
            if points_to_person and ON_DELETE[field.remote_field.on_delete] != said.erase:
                wrong.append(f"{label}.{name}: {field.remote_field.on_delete.__name__}, declared {said.erase}")
    assert wrong == []


def test_a_planted_table_without_declaration_is_caught(plant):
    model = plant("PlantedThing", length=models.IntegerField())
    assert findings([model], {}) == [
        Finding(Disagreement.UNDECLARED, "lessons.PlantedThing", "id"),
        Finding(Disagreement.UNDECLARED, "lessons.PlantedThing", "length"),
    ]


def test_a_planted_field_of_a_declared_table_is_caught(plant):
    model = plant("PlantedRow", mood=models.IntegerField())
    declared = {"lessons.PlantedRow": {"id": NOT_PERSONAL}}
    assert findings([model], declared) == [Finding(Disagreement.UNDECLARED, "lessons.PlantedRow", "mood")]


def test_a_planted_many_to_many_field_is_caught(plant):
    model = plant("PlantedSet", people=models.ManyToManyField("accounts.User", related_name="+"))
    declared = {"lessons.PlantedSet": {"id": NOT_PERSONAL}}
    assert findings([model], declared) == [Finding(Disagreement.UNDECLARED, "lessons.PlantedSet", "people")]


def test_a_declaration_of_something_that_is_not_there_is_caught(plant):
    model = plant("PlantedPlain")
    declared = {"lessons.PlantedPlain": {"id": NOT_PERSONAL, "gone": NOT_PERSONAL}, "lessons.Nothing": {}}
    assert set(findings([model], declared)) == {
        Finding(Disagreement.UNKNOWN, "lessons.PlantedPlain", "gone"),
        Finding(Disagreement.UNKNOWN, "lessons.Nothing"),
    }


def test_personal_data_without_a_purpose_is_caught(plant):
    model = plant("PlantedWhy", mark=models.IntegerField())
    declared = {"lessons.PlantedWhy": {"id": NOT_PERSONAL, "mark": Privacy(DataClass.LEARNING)}}
    assert findings([model], declared) == [Finding(Disagreement.NO_PURPOSE, "lessons.PlantedWhy", "mark")]


@pytest.mark.parametrize(
    "name",
    ["birth_date", "surname", "sex", "photo", "home_address", "email", "phone", "citizenship", "health_state",
     "religion", "is_orphan", "notes", "gps_point", "device_fingerprint", "user_agent", "ip_address"],
)  # fmt: skip
def test_a_planted_forbidden_field_about_a_pupil_is_caught(plant, name):
    model = plant(
        "PlantedPupil",
        learner=models.ForeignKey("accounts.User", models.CASCADE, related_name="+"),
        **{name: models.CharField(max_length=10)},
    )
    declared = {"lessons.PlantedPupil": dict.fromkeys(("id", "learner", name), LEARNING)}
    assert findings([model], declared) == [Finding(Disagreement.FORBIDDEN, "lessons.PlantedPupil", name)]


def test_a_planted_free_text_of_a_pupil_is_caught(plant):
    keys = {"learner": models.ForeignKey("accounts.User", models.CASCADE, related_name="+")}
    model = plant("PlantedEssay", body=models.TextField(), **keys)
    declared = {"lessons.PlantedEssay": dict.fromkeys(("id", "learner", "body"), LEARNING)}
    assert findings([model], declared) == [Finding(Disagreement.FORBIDDEN, "lessons.PlantedEssay", "body")]


def test_a_pupil_under_another_name_is_a_pupil(plant):
    keys = {"person": models.ForeignKey("accounts.User", models.CASCADE, related_name="+")}
    model = plant("PlantedChild", phone=models.CharField(max_length=10), **keys)
    said = Privacy(DataClass.IDENTITY, "a purpose", Retention.ACCOUNT, Erase.DELETE_ROW)
    declared = {"lessons.PlantedChild": dict.fromkeys(("id", "person", "phone"), said)}
    assert findings([model], declared) == [Finding(Disagreement.FORBIDDEN, "lessons.PlantedChild", "phone")]


def test_the_same_name_elsewhere_is_allowed(plant):
    model = plant("PlantedDesk", phone=models.CharField(max_length=10))
    assert findings([model], {"lessons.PlantedDesk": dict.fromkeys(("id", "phone"), NOT_PERSONAL)}) == []


def test_djangos_columns_for_names_need_the_constraint_that_keeps_them_empty(monkeypatch):
    user = apps.get_model("accounts.User")
    declared = {"accounts.User": registry()["accounts.User"]}
    assert findings([user], declared) == []
    monkeypatch.setattr(user._meta, "constraints", [])
    assert {finding.field for finding in findings([user], declared)} == {"first_name", "last_name", "email"}


def test_a_planted_table_of_another_package_with_a_key_to_a_person_is_caught(plant):
    keys = {
        "owner": models.ForeignKey("accounts.User", models.CASCADE, related_name="+"),
        "size": models.IntegerField(),
    }
    model = plant("PlantedPlugin", app_label="taggit", **keys)
    assert findings([model], {}) == [Finding(Disagreement.UNDECLARED, "taggit.PlantedPlugin", "owner")]
    # Without "*" somebody has looked at every field: a new one has to be looked at too.
    only_owner = {"taggit.PlantedPlugin": {"owner": NOT_PERSONAL}}
    assert {finding.field for finding in findings([model], only_owner)} == {"id", "size"}
    assert findings([model], {"taggit.PlantedPlugin": {"owner": NOT_PERSONAL, "*": NOT_PERSONAL}}) == []


# --- Whose rows are whose: what a copy holds and what an erasure removes ---------------------------------------------
def test_every_table_that_leads_to_a_person_says_whose_rows_it_holds():
    assert person_findings(tables(), row_registry(), registry()) == []


def test_a_planted_table_of_answers_without_rows_is_caught(plant):
    model = plant("PlantedDiary", learner=models.ForeignKey("accounts.User", models.CASCADE, related_name="+"))
    declared = {"lessons.PlantedDiary": {"id": LEARNING, "learner": LEARNING}}
    assert person_findings([model], {}, declared) == [
        Finding(Disagreement.NOBODYS, "lessons.PlantedDiary", "learner"),
        Finding(Disagreement.NOBODYS, "lessons.PlantedDiary"),
    ]
    assert person_findings([model], {"lessons.PlantedDiary": Rows(about=("learner",))}, declared) == []


def test_a_planted_table_behind_another_one_is_caught(plant):
    model = plant("PlantedNote", attempt=models.ForeignKey("assessments.Attempt", models.CASCADE, related_name="+"))
    attempt = apps.get_model("assessments.Attempt")
    rows = {"assessments.Attempt": Rows(about=("learner",), by=("extra_decided_by_id",))}
    assert person_findings([attempt, model], rows, {}) == [
        Finding(Disagreement.NOBODYS, "lessons.PlantedNote", "attempt")
    ]
    rows["lessons.PlantedNote"] = Rows(about=("attempt__learner",))
    assert person_findings([attempt, model], rows, {}) == []


def test_a_planted_plain_number_of_a_person_is_caught(plant):
    model = plant("PlantedStamp", stamped_by_id=models.BigIntegerField(null=True))
    assert person_findings([model], {}, {}) == [Finding(Disagreement.NOBODYS, "lessons.PlantedStamp", "stamped_by_id")]


@pytest.mark.parametrize("path", ["nothing", "cohort", "attempt__nothing", "step"])
def test_a_path_that_leads_to_nobody_is_caught(plant, path):
    model = plant(
        "PlantedPath",
        attempt=models.ForeignKey("assessments.Attempt", models.CASCADE, related_name="+"),
        cohort=models.ForeignKey("institutions.Cohort", models.CASCADE, related_name="+"),
        step=models.IntegerField(),
    )
    found = person_findings([model], {"lessons.PlantedPath": Rows(about=(path,))}, {})
    assert Finding(Disagreement.UNKNOWN, "lessons.PlantedPath", path) in found
