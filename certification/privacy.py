"""What dossiers and certificates say about professionals, why, and how long they stay: validity and five years."""

from common.privacy import NOT_PERSONAL, DataClass, Erase, FieldRegistry, Privacy, Retention, RowRegistry, Rows


def _work(purpose: str, erase: Erase = Erase.DELETE_ROW) -> Privacy:
    """Return the declaration of something an adult did at work, kept with the dossier."""
    return Privacy(DataClass.STAFF, purpose, Retention.DOSSIER, erase)


def _each(names: str, said: Privacy) -> dict[str, Privacy]:
    """Say the same of several fields."""
    return dict.fromkeys(names.split(), said)


_OWN = _work("the dossier of a professional who asks for a certificate")
_JUDGE = _work("who judged the work of a candidate", Erase.BLANK)
_JUDGE_NUMBER = _work("who judged the work of a candidate", Erase.KEEP)
_DECIDED = _work("who decided about a certificate", Erase.BLANK)
_DECIDED_NUMBER = _work("who decided about a certificate, also after the account is closed", Erase.KEEP)
_AWARDED = _work("a certificate that anybody can check", Erase.KEEP)
_HOLDER = _work("whose certificate it is", Erase.BLANK)
_WORKSHOP = _work("hours of training that a renewal asks for", Erase.KEEP)

_PROGRAMME = (
    "id translation_key locale public_id code title summary award code_of_conduct framework test renewal_test "
    "is_active validity_months grace_days lapsed_months tries wait_days pass_percent pass_percent_each minimum_rating "
    "rating_months live_minimum other_assessor_percent background_months appeal_days renewal_hours renewal_law_hours "
    "renewal_supervision_hours renewal_test_items renewal_sign_offs lapsed_sign_offs"
)
_RULE = "id programme code titles settings is_for_renewal agreement_percent sheets log_entries position is_current"

FIELDS: FieldRegistry = {
    "Programme": _each(_PROGRAMME, NOT_PERSONAL),
    "RequiredCourse": _each("id programme course", NOT_PERSONAL),
    "RequiredLevel": _each("id programme competency level", NOT_PERSONAL),
    "SignOffRule": _each(_RULE, NOT_PERSONAL),
    "SignOffCompetency": _each("id rule competency", NOT_PERSONAL),
    "SignOffCriterion": _each("id rule code texts position is_current", NOT_PERSONAL),
    "Vignette": _each(
            "id programme code texts questions model_answers not_do position is_current",
            NOT_PERSONAL,
        ),
    "VignetteSign": _each("id vignette code dimension texts key position is_current", NOT_PERSONAL),
    "Candidacy": {
        "background_attested_by_id": _JUDGE_NUMBER,
        **_each(
            "id public_id programme person cohort cycle kind state framework_version opened_at "
            "conduct_signed_at background_checked_on submitted_at decided_at",
            _OWN,
        ),
    },
    "Relation": {
        "declared_by_id": _JUDGE_NUMBER,
        "member": _work("who is too near to a candidate to judge"),
        **_each("id candidacy kind declared_at", _OWN),
    },
    "SelfAssessment": _each("id candidacy competency level assessed_at", _OWN),
    "LogEntry": {
        "supervised_by": _JUDGE,
        **_each("id public_id candidacy text written_at supervised_at", _OWN),
    },
    "Evidence": _each(
            "id public_id candidacy rule kind stored_as size text upload_key created_at withdrawn_at",
            _OWN,
        ),
    "Observation": {
        "assessor": _JUDGE,
        **_each(
            "id public_id uuid version candidacy rule setting observed_on place comment started_at saved_at "
            "finished_at acknowledged_at acknowledgement conflict_of settled_at",
            _OWN,
        ),
    },
    "ObservationMark": _each("id observation criterion state remark", _OWN),
    "SignOff": {
        **_each("assessor second_assessor", _JUDGE),
        **_each(
            "id public_id candidacy rule rating observation evidence comment signed_at",
            _OWN,
        ),
    },
    "LevelRating": {
        "assessor": _JUDGE,
        **_each("id candidacy competency level rated_at", _OWN),
    },
    "IndicatorSheet": _each(
            "id public_id candidacy vignette number started_at sent_at agreement_percent",
            _OWN,
        ),
    "IndicatorAnswer": _each("id sheet sign answer why", _OWN),
    "Workshop": {
        "entered_by_id": _JUDGE_NUMBER,
        **_each(
            "id public_id cohort title held_on hours kind host entered_at",
            _WORKSHOP,
        ),
    },
    "WorkshopAttendance": _each("id workshop person", _OWN),
    "Proposal": {
        **_each("proposed_by confirmed_by", _DECIDED),
        **_each(
            "id public_id candidacy decision reason_code proposed_at confirmed_at withdrawn_at",
            _OWN,
        ),
    },
    "Appeal": {
        "decided_by_id": _DECIDED_NUMBER,
        **_each(
            "id public_id person candidacy certificate reason_code opened_at decided_at outcome",
            _OWN,
        ),
    },
    "Certificate": {
        "person": _HOLDER,
        **_each("decided_by_id confirmed_by_id", _DECIDED_NUMBER),
        **_each(
            "id public_id number programme candidacy cycle framework_version programme_title issued_on "
            "valid_until status_index awarded_at name_consent_at holder_name key_id credential documents",
            _AWARDED,
        ),
    },
    "CertificateEvent": {
        "actor_id": _DECIDED_NUMBER,
        **_each("id certificate kind reason_code at", _AWARDED),
    },
    "ReminderSent": _each("id certificate days at", _AWARDED),
    "StatusList": _each("id number document published_at", NOT_PERSONAL),
    "IssuerKey": _each(
            "id key_id public_multibase valid_from valid_until withdrawn_at",
            NOT_PERSONAL,
        ),
}  # fmt: skip

_MINE = "candidacy__person"

ROWS: RowRegistry = {
    "Candidacy": Rows(about=("person",), by=("background_attested_by_id",)),
    "Relation": Rows(about=(_MINE, "member"), by=("declared_by_id",)),
    "SelfAssessment": Rows(about=(_MINE,)),
    "LogEntry": Rows(about=(_MINE,), by=("supervised_by",)),
    "Evidence": Rows(about=(_MINE,)),
    "Observation": Rows(about=(_MINE,), by=("assessor",)),
    "ObservationMark": Rows(about=("observation__candidacy__person",)),
    "SignOff": Rows(about=(_MINE,), by=("assessor", "second_assessor")),
    "LevelRating": Rows(about=(_MINE,), by=("assessor",)),
    "IndicatorSheet": Rows(about=(_MINE,)),
    "IndicatorAnswer": Rows(about=("sheet__candidacy__person",)),
    "Workshop": Rows(by=("entered_by_id",)),
    "WorkshopAttendance": Rows(about=("person",)),
    "Proposal": Rows(about=(_MINE,), by=("proposed_by", "confirmed_by")),
    "Appeal": Rows(about=("person",), by=("decided_by_id",)),
    "Certificate": Rows(about=("person",), by=("decided_by_id", "confirmed_by_id")),
    "CertificateEvent": Rows(about=("certificate__person",), by=("actor_id",)),
    "ReminderSent": Rows(about=("certificate__person",)),
}
