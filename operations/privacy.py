"""What tables of other packages store about people: sign-in, sessions, and the traces of editing in Wagtail.

Keys are full labels. Every key to a person is named; ``*`` stands for all other fields, so that a new release of a
package adds a field without a gap. Students appear in sessions only.
"""

from dataclasses import replace

from common.privacy import NOT_PERSONAL, DataClass, Erase, FieldRegistry, Privacy, Retention, RowRegistry, Rows

_EDITOR = "who wrote or changed the content"
# What happens to the row is what the package's own foreign key does.
_EDITOR_BLANKED = Privacy(DataClass.STAFF, _EDITOR, Retention.ACCOUNT, Erase.BLANK)
_EDITOR_KEPT = Privacy(DataClass.STAFF, _EDITOR, Retention.ACCOUNT, Erase.KEEP)
_OWN_ROW = Privacy(DataClass.STAFF, "how somebody works in the editor", Retention.ACCOUNT, Erase.DELETE_ROW)
_DRAFT = Privacy(DataClass.STAFF, "what somebody is editing at the moment", Retention.SESSION, Erase.DELETE_ROW)
_MAIL = Privacy(DataClass.IDENTITY, "unused: nobody has an e-mail address here", Retention.ACCOUNT, Erase.DELETE_ROW)
_FACTOR = Privacy(DataClass.IDENTITY, "the second factor of staff", Retention.ACCOUNT, Erase.DELETE_ROW)
_FACTOR_SECRET = replace(_FACTOR, is_secret=True)
_SESSION = Privacy(DataClass.PSEUDONYM, "keeps somebody signed in", Retention.SESSION, Erase.DELETE_ROW)
_REST = {"*": NOT_PERSONAL}

FIELDS: FieldRegistry = {
    "account.EmailAddress": {"user": _MAIL, "email": _MAIL, **_REST},
    "account.EmailConfirmation": {"email_address": _MAIL, "key": replace(_MAIL, is_secret=True), **_REST},
    "mfa.Authenticator": {
        "user": _FACTOR,
        "data": _FACTOR_SECRET,
        "created_at": _FACTOR,
        "last_used_at": _FACTOR,
        **_REST,
    },
    "sessions.Session": {
        **dict.fromkeys(("session_key", "session_data"), replace(_SESSION, is_secret=True)),
        "expire_date": _SESSION,
    },
    "wagtail_localize.SegmentOverride": {"last_translated_by": _EDITOR_BLANKED, **_REST},
    "wagtail_localize.StringTranslation": {"last_translated_by": _EDITOR_BLANKED, **_REST},
    "wagtailadmin.EditingSession": {"user": _DRAFT, "last_seen_at": _DRAFT, **_REST},
    "wagtailadmin.FormState": {"user": _DRAFT, "data": _DRAFT, "last_updated_at": _DRAFT, **_REST},
    "wagtailcore.APIToken": {"user": _OWN_ROW, "name": _OWN_ROW, "last_used_at": _OWN_ROW, **_REST},
    "wagtailcore.Comment": {"user": _OWN_ROW, "text": _OWN_ROW, "resolved_by": _EDITOR_BLANKED, **_REST},
    "wagtailcore.CommentReply": {"user": _OWN_ROW, "text": _OWN_ROW, **_REST},
    "wagtailcore.ModelLogEntry": {"user": _EDITOR_KEPT, "timestamp": _EDITOR_KEPT, "data": _EDITOR_KEPT, **_REST},
    "wagtailcore.Page": {"owner": _EDITOR_BLANKED, "locked_by": _EDITOR_BLANKED, **_REST},
    "wagtailcore.PageLogEntry": {"user": _EDITOR_KEPT, "timestamp": _EDITOR_KEPT, "data": _EDITOR_KEPT, **_REST},
    "wagtailcore.PageSubscription": {"user": _OWN_ROW, **_REST},
    "wagtailcore.Revision": {"user": _EDITOR_BLANKED, **_REST},
    "wagtailcore.TaskState": {"finished_by": _EDITOR_BLANKED, "comment": _EDITOR_BLANKED, **_REST},
    "wagtailcore.UploadedFile": {"uploaded_by_user": _EDITOR_BLANKED, **_REST},
    "wagtailcore.WorkflowState": {"requested_by": _EDITOR_BLANKED, **_REST},
    "wagtaildocs.Document": {"uploaded_by_user": _EDITOR_BLANKED, **_REST},
    "wagtailimages.Image": {"uploaded_by_user": _EDITOR_BLANKED, **_REST},
    "wagtailmedia.Media": {"uploaded_by_user": _EDITOR_BLANKED, **_REST},
    "wagtailusers.UserProfile": {"user": _OWN_ROW, **_REST},
}

ROWS: RowRegistry = {
    "account.EmailAddress": Rows(about=("user",)),
    "account.EmailConfirmation": Rows(about=("email_address__user",)),
    "mfa.Authenticator": Rows(about=("user",)),
    "sessions.Session": Rows(otherwise="the person's number inside the sealed session"),
    "wagtail_localize.SegmentOverride": Rows(by=("last_translated_by",)),
    "wagtail_localize.StringTranslation": Rows(by=("last_translated_by",)),
    "wagtailadmin.EditingSession": Rows(about=("user",)),
    "wagtailadmin.FormState": Rows(about=("user",)),
    "wagtailcore.APIToken": Rows(about=("user",)),
    "wagtailcore.Comment": Rows(about=("user",), by=("resolved_by",)),
    "wagtailcore.CommentReply": Rows(about=("user",)),
    "wagtailcore.ModelLogEntry": Rows(about=("user",)),
    "wagtailcore.Page": Rows(by=("owner", "locked_by")),
    "wagtailcore.PageLogEntry": Rows(about=("user",)),
    "wagtailcore.PageSubscription": Rows(about=("user",)),
    "wagtailcore.Revision": Rows(by=("user",)),
    "wagtailcore.TaskState": Rows(by=("finished_by",)),
    "wagtailcore.UploadedFile": Rows(by=("uploaded_by_user",)),
    "wagtailcore.WorkflowState": Rows(by=("requested_by",)),
    "wagtaildocs.Document": Rows(by=("uploaded_by_user",)),
    "wagtailimages.Image": Rows(by=("uploaded_by_user",)),
    "wagtailmedia.Media": Rows(by=("uploaded_by_user",)),
    "wagtailusers.UserProfile": Rows(about=("user",)),
}
