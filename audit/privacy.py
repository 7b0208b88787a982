"""What the audit log stores about people, and for how long."""

from common.privacy import NOT_PERSONAL, DataClass, Erase, FieldRegistry, Privacy, Retention, RowRegistry, Rows

# Entries outlive the people in them: the number alone names nobody once its account is gone.
FIELDS: FieldRegistry = {
    "AuditEntry": {
        "id": NOT_PERSONAL,
        "at": Privacy(DataClass.STAFF, "when a sensitive act took place", Retention.AUDIT, Erase.KEEP),
        "actor_id": Privacy(DataClass.PSEUDONYM, "who answers for a sensitive act", Retention.AUDIT, Erase.KEEP),
        "actor_kind": Privacy(DataClass.STAFF, "in which role the act was done", Retention.AUDIT, Erase.KEEP),
        "action": Privacy(DataClass.STAFF, "what was done", Retention.AUDIT, Erase.KEEP),
        "scope_type": Privacy(DataClass.STAFF, "what kind of thing it was done to", Retention.AUDIT, Erase.KEEP),
        "scope_id": Privacy(DataClass.PSEUDONYM, "which one it was done to", Retention.AUDIT, Erase.KEEP),
        "reason": Privacy(DataClass.STAFF, "the reason the member of staff gave", Retention.AUDIT, Erase.KEEP),
        "count": Privacy(DataClass.STAFF, "how many rows it touched", Retention.AUDIT, Erase.KEEP),
        "details": Privacy(DataClass.STAFF, "codes and numbers, never names", Retention.AUDIT, Erase.KEEP),
    },
}

ROWS: RowRegistry = {
    "AuditEntry": Rows(by=("actor_id",), otherwise="the random identifier of the person or of their place"),
}
