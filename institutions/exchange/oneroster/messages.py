"""What each code means to the person who uploaded the file: which file, which row, which column, and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .codes import Code
from .findings import RosterRefused, RowProblem

MESSAGES: dict[Code, Promise] = {
    Code.UPLOAD_TOO_LARGE: _("The file is larger than %(limit)s MB. Export one school at a time and try again."),
    Code.NOT_A_ZIP: _("This is not a zip file. A OneRoster export is one zip file with several tables inside."),
    Code.ZIP_DAMAGED: _("The zip file is damaged or incomplete. Export it once more and upload it again."),
    Code.TOO_MANY_ENTRIES: _("The zip file holds more than %(limit)s files. Upload the OneRoster tables alone."),
    Code.UNPACKED_TOO_LARGE: _("Unpacked, the tables are larger than %(limit)s MB. Export one school at a time."),
    Code.RATIO_TOO_HIGH: _("File no. %(entry)s in the zip is packed so tightly that we do not unpack it."),
    Code.ENCRYPTED: _("File no. %(entry)s in the zip is protected by a password. Pack the tables without a password."),
    Code.NOT_A_PLAIN_FILE: _("Entry no. %(entry)s in the zip is a link or a device, not a file. Pack the tables anew."),
    Code.NESTED_ARCHIVE: _(
        "File no. %(entry)s in the zip is itself an archive. Take it out and upload the rest again."
    ),
    Code.COMPRESSION_UNKNOWN: _("File no. %(entry)s is packed in an unusual way. Use the ordinary zip method."),
    Code.UNSAFE_NAME: _("Entry no. %(entry)s in the zip has a name that leads outside the zip. Pack the tables anew."),
    Code.FILE_TWICE: _("This table is in the zip file twice. Leave only one."),
    Code.FILES_SCATTERED: _("The tables lie in different folders of the zip file. Put them all side by side."),
    Code.MANIFEST_MISSING: _("The manifest is missing. It lists the tables; export again with the manifest included."),
    Code.VERSION_MISSING: _("The manifest does not say which OneRoster version this is (oneroster.version)."),
    Code.VERSION_UNSUPPORTED: _("This OneRoster version cannot be read. Export as version 1.1 or 1.2."),
    Code.MANIFEST_VALUE: _("For %(named)s the value must be “bulk”, “delta” or “absent”."),
    Code.MANIFEST_CONTRADICTS: _("This row contradicts an earlier one of the manifest."),
    Code.FILE_NOT_DECLARED: _("The manifest does not mention %(named)s, although it is in the zip file."),
    Code.FILE_MISSING: _("%(named)s is needed and is not there, or the manifest says that it is absent."),
    Code.NOTHING_TO_IMPORT: _("The manifest announces no classes, users or enrolments, so there is nothing to import."),
    Code.FILE_EMPTY: _("The table is empty: even the row with the column names is missing."),
    Code.ENCODING: _("The letters of this file cannot be read. Save it as “CSV UTF-8” and pack it again."),
    Code.ENCODING_UNCERTAIN: _(
        "The file is not UTF-8 and its letters come out mixed up, so names would be spelt wrongly. "
        "Save it as “CSV UTF-8” and pack it again."
    ),
    Code.CONTROL_CHARACTER: _("There is an invisible control character here. The file is damaged or not a table."),
    Code.RECORD_TOO_LONG: _("This row is longer than %(limit)s characters. A quotation mark may be missing."),
    Code.QUOTES: _("The quotation marks do not match here. Export the table again."),
    Code.TOO_MANY_COLUMNS: _("The table has more than %(limit)s columns. Is it really this table?"),
    Code.COLUMN_MISSING: _("This column is missing. Export the table with all columns of the standard."),
    Code.COLUMN_TWICE: _("This column appears twice, so we cannot know which one is meant."),
    Code.TOO_MANY_ROWS: _("The table has more than %(limit)s rows. Export one school at a time."),
    Code.ROWS_DO_NOT_FIT: _(
        "More than %(limit)s rows do not have as many cells as there are columns. Export the table again."
    ),
    Code.CELL_COUNT: _("The row has %(found)s cells where %(expected)s are expected, so it was left out."),
    Code.VALUE_MISSING: _("The cell is empty but needed, so the row was left out."),
    Code.ID_TOO_LONG: _("The identifier is longer than %(limit)s characters, so the row was left out."),
    Code.ID_TWICE: _("An earlier row has the same identifier. The earlier one counts; this one was left out."),
    Code.TO_BE_DELETED: _("The row is marked to be deleted, so it was not imported."),
    Code.INACTIVE: _("The row is marked as inactive, so it was left out."),
    Code.STATUS_UNKNOWN: _("The status is not one of the standard, so the row was left out."),
    Code.ROLE_UNKNOWN: _("The role is not one of the standard, so the row was left out."),
    Code.ROLE_MISSING: _("Nothing says whether this is a student or a member of staff, so the person was left out."),
    Code.LEARNER_WITHOUT_CLASS: _("This student is in no class of this file, so the row was left out."),
    Code.USER_UNKNOWN: _("The row points at a person who is not in users.csv, so it was left out."),
    Code.USER_LEFT_OUT: _("The row points at a person who was left out above, so it was left out too."),
    Code.CLASS_UNKNOWN: _("The row points at a class that is not in classes.csv, so it was left out."),
    Code.CLASS_LEFT_OUT: _("The row points at a class that was left out above, so it was left out too."),
    Code.ROLES_DISAGREE: _(
        "The person has another role elsewhere in the file than in this class. The row was left out."
    ),
    Code.ENROLMENT_TWICE: _("An earlier row already puts this person into this class in this role."),
    Code.ENROLMENT_ENDED: _("The enrolment has already ended, so the row was left out."),
    Code.NAME_MISSING: _("There is no given name. The student is imported with a number only."),
    Code.NAME_NOT_A_NAME: _("This looks like an address or a number, not a name. The student is imported without it."),
    Code.NAME_SHORTENED: _("The name is longer than %(limit)s characters and was shortened."),
    Code.SAME_NAME: _("Two students of a class would be shown under the same name. Please choose names for them."),
    Code.TITLE_SHORTENED: _("The title is longer than %(limit)s characters and was shortened."),
    Code.TERM_UNKNOWN: _("A term of this class is not in academicSessions.csv. The class is imported without it."),
    Code.COURSE_UNKNOWN: _("The course of this class is not in courses.csv. The class is imported all the same."),
    Code.SCHOOL_UNKNOWN: _("The school of this class is not in orgs.csv. The class is imported all the same."),
    Code.DATE_UNREADABLE: _("The date must be written as in 2026-09-01. It was ignored."),
    Code.CLASS_EMPTY: _("The class has no students in this file. It is imported empty."),
    Code.PROPERTY_UNKNOWN: _("This line of the manifest is unknown to us and was ignored."),
    Code.LOOKUP_MISSING: _("The manifest announces %(named)s, but it is not in the zip file. We go on without it."),
    Code.FILE_MARKED_ABSENT: _("%(named)s is in the zip file, but the manifest does not announce it. It was not read."),
}

IN_FILE = _("%(file)s: %(text)s")
IN_ROW = _("%(file)s, row %(row)s: %(text)s")
IN_CELL = _("%(file)s, row %(row)s, column “%(column)s”: %(text)s")


def explain(finding: RosterRefused | RowProblem) -> str:
    """The finding as one sentence in the active language, with its place as a spreadsheet shows it."""
    text = str(MESSAGES[finding.code]) % finding.params
    if not finding.file:
        return text
    in_row = IN_CELL if finding.column else IN_ROW
    pattern = IN_FILE if finding.row is None else in_row
    place = {"file": finding.file, "row": finding.row, "column": finding.column, "text": text}
    return str(pattern) % place
