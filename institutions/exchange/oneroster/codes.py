"""Every reason for which a roster, or one row of it, is refused or remarked upon."""

from enum import StrEnum


class Code(StrEnum):
    """A reason; its words are in `messages`. The value is stable and may be stored or counted."""

    # The upload as a whole.
    UPLOAD_TOO_LARGE = "upload_too_large"
    NOT_A_ZIP = "not_a_zip"
    ZIP_DAMAGED = "zip_damaged"
    TOO_MANY_ENTRIES = "too_many_entries"
    UNPACKED_TOO_LARGE = "unpacked_too_large"
    RATIO_TOO_HIGH = "ratio_too_high"
    ENCRYPTED = "encrypted"
    NOT_A_PLAIN_FILE = "not_a_plain_file"
    NESTED_ARCHIVE = "nested_archive"
    COMPRESSION_UNKNOWN = "compression_unknown"
    UNSAFE_NAME = "unsafe_name"
    FILE_TWICE = "file_twice"
    FILES_SCATTERED = "files_scattered"

    # The manifest, and what it promises.
    MANIFEST_MISSING = "manifest_missing"
    VERSION_MISSING = "version_missing"
    VERSION_UNSUPPORTED = "version_unsupported"
    MANIFEST_VALUE = "manifest_value"
    MANIFEST_CONTRADICTS = "manifest_contradicts"
    FILE_NOT_DECLARED = "file_not_declared"
    FILE_MISSING = "file_missing"
    NOTHING_TO_IMPORT = "nothing_to_import"

    # One table as a whole.
    FILE_EMPTY = "file_empty"
    ENCODING = "encoding"
    ENCODING_UNCERTAIN = "encoding_uncertain"
    CONTROL_CHARACTER = "control_character"
    RECORD_TOO_LONG = "record_too_long"
    QUOTES = "quotes"
    TOO_MANY_COLUMNS = "too_many_columns"
    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"
    TOO_MANY_ROWS = "too_many_rows"
    ROWS_DO_NOT_FIT = "rows_do_not_fit"

    # One row, which is left out.
    CELL_COUNT = "cell_count"
    VALUE_MISSING = "value_missing"
    ID_TOO_LONG = "id_too_long"
    ID_TWICE = "id_twice"
    TO_BE_DELETED = "to_be_deleted"
    INACTIVE = "inactive"
    STATUS_UNKNOWN = "status_unknown"
    ROLE_UNKNOWN = "role_unknown"
    ROLE_MISSING = "role_missing"
    LEARNER_WITHOUT_CLASS = "learner_without_class"
    USER_UNKNOWN = "user_unknown"
    USER_LEFT_OUT = "user_left_out"
    CLASS_UNKNOWN = "class_unknown"
    CLASS_LEFT_OUT = "class_left_out"
    ROLES_DISAGREE = "roles_disagree"
    ENROLMENT_TWICE = "enrolment_twice"
    ENROLMENT_ENDED = "enrolment_ended"

    # A remark: the row is imported all the same.
    NAME_MISSING = "name_missing"
    NAME_NOT_A_NAME = "name_not_a_name"
    NAME_SHORTENED = "name_shortened"
    SAME_NAME = "same_name"
    TITLE_SHORTENED = "title_shortened"
    TERM_UNKNOWN = "term_unknown"
    COURSE_UNKNOWN = "course_unknown"
    SCHOOL_UNKNOWN = "school_unknown"
    DATE_UNREADABLE = "date_unreadable"
    CLASS_EMPTY = "class_empty"
    PROPERTY_UNKNOWN = "property_unknown"
    LOOKUP_MISSING = "lookup_missing"
    FILE_MARKED_ABSENT = "file_marked_absent"


NOTICES = frozenset(
    {
        Code.NAME_MISSING,
        Code.NAME_NOT_A_NAME,
        Code.NAME_SHORTENED,
        Code.SAME_NAME,
        Code.TITLE_SHORTENED,
        Code.TERM_UNKNOWN,
        Code.COURSE_UNKNOWN,
        Code.SCHOOL_UNKNOWN,
        Code.DATE_UNREADABLE,
        Code.CLASS_EMPTY,
        Code.PROPERTY_UNKNOWN,
        Code.LOOKUP_MISSING,
        Code.FILE_MARKED_ABSENT,
    }
)
