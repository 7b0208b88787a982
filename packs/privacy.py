"""What the tables of content packs say about a person."""

from common.privacy import NOT_PERSONAL, DataClass, FieldRegistry, Privacy, Retention

FIELDS: FieldRegistry = {
    "Pack": {
        **dict.fromkeys(("id", "pack_id", "version", "manifest", "imported_at"), NOT_PERSONAL),
        "imported_by_id": Privacy(DataClass.STAFF, "who imported it", Retention.ACCOUNT),
    },
    "PackName": dict.fromkeys(("id", "pack", "name", "uuid"), NOT_PERSONAL),
}
