"""What jobs store about people, and for how long."""

from common.privacy import NOT_PERSONAL, DataClass, Erase, FieldRegistry, Privacy, Retention, RowRegistry, Rows

FIELDS: FieldRegistry = {
    "Job": {
        "id": NOT_PERSONAL,
        "public_id": NOT_PERSONAL,
        "kind": NOT_PERSONAL,
        "payload": Privacy(DataClass.PSEUDONYM, "numbers of the rows to work on", Retention.OPERATION, Erase.BLANK),
        "unique_key": Privacy(DataClass.PSEUDONYM, "the same work is done once", Retention.OPERATION, Erase.BLANK),
        "owner_id": Privacy(DataClass.PSEUDONYM, "who sees progress and result", Retention.OPERATION, Erase.BLANK),
        "status": NOT_PERSONAL,
        "progress": NOT_PERSONAL,
        "message": NOT_PERSONAL,
        "result": Privacy(DataClass.PSEUDONYM, "figures and numbers of files", Retention.OPERATION, Erase.BLANK),
        "error_code": NOT_PERSONAL,
        "error_text": NOT_PERSONAL,
        "attempts": NOT_PERSONAL,
        "interruptions": NOT_PERSONAL,
        "run_after": NOT_PERSONAL,
        "created_at": NOT_PERSONAL,
        "rung_at": NOT_PERSONAL,
        "started_at": NOT_PERSONAL,
        "heartbeat_at": NOT_PERSONAL,
        "finished_at": NOT_PERSONAL,
    },  # A machine and a process number; no person.
    "Worker": dict.fromkeys(("id", "name", "started_at", "seen_at"), NOT_PERSONAL),
}

ROWS: RowRegistry = {
    "Job": Rows(by=("owner_id",), otherwise="a number or identifier of the person in what a job was asked with"),
}
