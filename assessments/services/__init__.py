"""Writes of the quiz engine: publishing, assigning, answering."""

from assessments.services.answering import (
    NoTryLeft,
    SaveOutcome,
    note_feedback_seen,
    note_item_feedback_seen,
    save_answer,
    send_attempt,
    start_attempt,
)
from assessments.services.assigning import assign_quiz, release_feedback, withdraw_quiz
from assessments.services.changing import UnfairChange, change_rules
from assessments.services.deciding import count_late, leave_late
from assessments.services.exceptions import MOST_EXTRA_TRIES, NoException, end_exception, give_exception
from assessments.services.files import SWEEP_JOB, sweep_files
from assessments.services.handing_in import take_answer
from assessments.services.marking import MarkedMeanwhile, NotToMark, save_marks
from assessments.services.merging import Merged, merge_sealed
from assessments.services.observing import HasBegun, ObservedAlready, observe
from assessments.services.paper import QuizWithdrawn, save_sheets
from assessments.services.paper_rows import CellFault, Decision, RowOutcome, RowState, TypedRow
from assessments.services.paper_sheets import sheet_rows
from assessments.services.practice import collect_missed, practise
from assessments.services.publishing import NotPublishable, publish_quiz, publish_texts
from assessments.services.regrading import REGRADE_JOB, ask_regrading, ask_undoing, handle_regrade_job
from assessments.services.sheet_tokens import Sheet, SheetUnknown, read_sheet, sheet_token
from assessments.services.tickets import IssuedTicket, issue_tickets, sealing_key

__all__ = [
    "MOST_EXTRA_TRIES",
    "REGRADE_JOB",
    "SWEEP_JOB",
    "CellFault",
    "Decision",
    "HasBegun",
    "IssuedTicket",
    "MarkedMeanwhile",
    "Merged",
    "NoException",
    "NoTryLeft",
    "NotPublishable",
    "NotToMark",
    "ObservedAlready",
    "QuizWithdrawn",
    "RowOutcome",
    "RowState",
    "SaveOutcome",
    "Sheet",
    "SheetUnknown",
    "TypedRow",
    "UnfairChange",
    "ask_regrading",
    "ask_undoing",
    "assign_quiz",
    "change_rules",
    "collect_missed",
    "count_late",
    "end_exception",
    "give_exception",
    "handle_regrade_job",
    "issue_tickets",
    "leave_late",
    "merge_sealed",
    "note_feedback_seen",
    "note_item_feedback_seen",
    "observe",
    "practise",
    "publish_quiz",
    "publish_texts",
    "read_sheet",
    "release_feedback",
    "save_answer",
    "save_marks",
    "save_sheets",
    "sealing_key",
    "send_attempt",
    "sheet_rows",
    "sheet_token",
    "start_attempt",
    "sweep_files",
    "take_answer",
    "withdraw_quiz",
]
