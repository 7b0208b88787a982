"""What courses and competencies say about a person: only who checked a fact."""

from common.privacy import NOT_PERSONAL, DataClass, FieldRegistry, Privacy, Retention

FIELDS: FieldRegistry = {
    "CompetencyFramework": dict.fromkeys(
        ("id", "translation_key", "locale", "public_id", "title", "version"), NOT_PERSONAL
    ),
    "Competency": dict.fromkeys(("id", "translation_key", "locale", "framework", "code", "statement"), NOT_PERSONAL),
    "CompetencyLevel": dict.fromkeys(
        ("id", "translation_key", "locale", "competency", "level", "indicator"), NOT_PERSONAL
    ),
    "CoursePage": dict.fromkeys(("page_ptr", "summary", "audience", "kind", "readers"), NOT_PERSONAL),
    "UnitPage": dict.fromkeys(("page_ptr", "summary"), NOT_PERSONAL),
    "Resource": dict.fromkeys(
        (
            "id", "translation_key", "locale", "public_id", "title", "summary", "kind", "audience", "content_level",
            "is_easy_read", "licence", "rights", "print_size", "cast_size", "minutes", "picture", "alt", "document",
            "media", "transcript", "link", "page", "is_published",
        ),
        NOT_PERSONAL,
    ),
    "CountryFact": {
        **dict.fromkeys(
            ("id", "translation_key", "locale", "country", "topic", "value", "source", "verified_on", "next_check_on"),
            NOT_PERSONAL,
        ),
        "verified_by": Privacy(DataClass.STAFF, "who answers for a fact", Retention.CONTENT),
    },
}  # fmt: skip
