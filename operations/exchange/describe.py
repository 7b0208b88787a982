"""The record of what is stored about people as a table in Markdown, written from the registry."""

from collections.abc import Iterable, Mapping

from common.privacy import DataClass, Erase, Privacy, Retention

BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"

KINDS = {
    DataClass.PSEUDONYM: "random identifier",
    DataClass.IDENTITY: "name or credential",
    DataClass.LEARNING: "learning",
    DataClass.STAFF: "staff at work",
}
PERIODS = {
    Retention.CONTENT: "as long as the published material",
    Retention.ACCOUNT: "as long as the staff account",
    Retention.COHORT: "60 days after the class ends",
    Retention.CODE: "14 days",
    Retention.CARD: "365 days",
    Retention.AUDIT: "24 months",
    Retention.SESSION: "until the sign-in or the work ends",
    Retention.OPERATION: "30 days at most",
    Retention.TALK: "30 days after it is closed, and no longer than the student",
    Retention.DOSSIER: "until five years after the certificate's validity, or after the dossier's last day",
    Retention.AGGREGATE: "kept: counts that name nobody",
}
ERASURES = {
    Erase.KEEP: "stays, without the account",
    Erase.BLANK: "emptied",
    Erase.DELETE_ROW: "deleted",
}


def to_markdown(declared: Mapping[str, Mapping[str, Privacy]]) -> str:
    """Return one line for each table and purpose: what, why, how long, what an erasure does."""
    lines = ["| Table | Fields | Kind | Why | How long | On erasure |", "|---|---|---|---|---|---|"]
    for label in sorted(declared):
        grouped: dict[Privacy, list[str]] = {}
        for name, said in declared[label].items():
            if said.kind is not DataClass.NONE:
                grouped.setdefault(said, []).append(name)
        lines += [_line(label, names, said) for said, names in grouped.items()]
    return "\n".join(lines) + "\n"


def replaced(page: str, table: str) -> str:
    """Return the page with the table between its two marks; ValueError when the marks are missing."""
    if page.count(BEGIN) != 1 or page.count(END) != 1:
        raise ValueError(f"the page needs one {BEGIN} and one {END}")
    before, _begin, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{table}{END}{rest.partition(END)[2]}"


def _line(label: str, names: Iterable[str], said: Privacy) -> str:
    secret = " (secret)" if said.is_secret else ""
    fields = ", ".join(names).replace("_", "\\_")
    cells = (label.replace("_", "\\_"), fields, KINDS[said.kind] + secret, said.purpose, PERIODS[said.retention],
             ERASURES[said.erase])  # fmt: skip
    return "| " + " | ".join(cells) + " |"
