"""What the tables of content packs say about a person."""

from common.privacy import NOT_PERSONAL, DataClass, Erase, FieldRegistry, Privacy, Retention, RowRegistry, Rows

FIELDS: FieldRegistry = {
    "Pack": {
        **dict.fromkeys(("id", "pack_id", "version", "manifest", "imported_at"), NOT_PERSONAL),
        "imported_by_id": Privacy(DataClass.STAFF, "who imported it", Retention.ACCOUNT, Erase.BLANK),
    },
    "PackName": dict.fromkeys(("id", "pack", "name", "uuid"), NOT_PERSONAL),
}

ROWS: RowRegistry = {"Pack": Rows(by=("imported_by_id",))}
