"""Everything that changes who can sign in: cards, PINs, sign-ins, guesses, recoveries, closed accounts."""

from accounts.services.cards import (
    CardsRefused,
    IssuedCard,
    cancel_card,
    check_typed_number,
    find_card_by_qr,
    issue_cards,
    require_pin,
)
from accounts.services.guessing import admit, admit_look_up, clear, note_wrong_entry
from accounts.services.people import deactivate, reactivate
from accounts.services.pins import check_pin, choose_pin, reset_pin
from accounts.services.recovery import RecoveryRefused, confirm_recovery, request_recovery, use_recovery
from accounts.services.retention import delete_expired
from accounts.services.sign_in import (
    CardAnswer,
    SignInRefused,
    enter_card_number,
    extend_sign_in,
    mark_second_factor,
    sign_in_learner,
    sign_in_new_staff,
    sign_in_with_card,
    sign_out_everywhere,
)

__all__ = [
    "CardAnswer",
    "CardsRefused",
    "IssuedCard",
    "RecoveryRefused",
    "SignInRefused",
    "admit",
    "admit_look_up",
    "cancel_card",
    "check_pin",
    "check_typed_number",
    "choose_pin",
    "clear",
    "confirm_recovery",
    "deactivate",
    "delete_expired",
    "enter_card_number",
    "extend_sign_in",
    "find_card_by_qr",
    "issue_cards",
    "mark_second_factor",
    "note_wrong_entry",
    "reactivate",
    "request_recovery",
    "require_pin",
    "reset_pin",
    "sign_in_learner",
    "sign_in_new_staff",
    "sign_in_with_card",
    "sign_out_everywhere",
    "use_recovery",
]
