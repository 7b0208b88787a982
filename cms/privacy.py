"""What pages and files say about a person: only which member of staff uploaded a file."""

from common.privacy import NOT_PERSONAL, DataClass, Erase, FieldRegistry, Privacy, Retention, RowRegistry, Rows

_UPLOADED_BY = Privacy(DataClass.STAFF, "who answers for a file", Retention.ACCOUNT, Erase.BLANK)
_FILE = ("id", "collection", "title", "file", "created_at", "content_level", "tags")

FIELDS: FieldRegistry = {
    "HomePage": dict.fromkeys(("page_ptr", "intro", "body"), NOT_PERSONAL),
    "StandardPage": dict.fromkeys(("page_ptr", "body"), NOT_PERSONAL),
    "PageCheck": dict.fromkeys(("id", "page", "problems", "checked_at"), NOT_PERSONAL),
    **{name: dict.fromkeys(("task_ptr", "groups"), NOT_PERSONAL) for name in ("ProtectionReview", "LanguageReview")},
    "CustomImage": {
        **dict.fromkeys(
            (*_FILE, "description", "width", "height", "focal_point_x", "focal_point_y", "focal_point_width",
             "focal_point_height", "file_size", "file_hash", "licence", "pack_path"),
            NOT_PERSONAL,
        ),
        "uploaded_by_user": _UPLOADED_BY,
    },
    "CustomRendition": dict.fromkeys(
        ("id", "filter_spec", "file", "width", "height", "focal_point_key", "image"), NOT_PERSONAL
    ),
    "CustomDocument": {
        **dict.fromkeys((*_FILE, "file_size", "file_hash", "licence", "pack_path"), NOT_PERSONAL),
        "uploaded_by_user": _UPLOADED_BY,
    },
    "CustomMedia": {
        **dict.fromkeys((*_FILE, "type", "duration", "width", "height", "thumbnail", "transcript", "licence",
                        "pack_path"), NOT_PERSONAL),
        "uploaded_by_user": _UPLOADED_BY,
    },
}  # fmt: skip

ROWS: RowRegistry = dict.fromkeys(("CustomImage", "CustomDocument", "CustomMedia"), Rows(by=("uploaded_by_user",)))
