"""Parts of a programme, named in the address of a dossier: a sign-off, an invented case."""

from certification.models import Candidacy, SignOffRule, Vignette, Workshop
from certification.permissions.candidates import access_own_candidacy
from certification.permissions.trainers import access_candidacy_to_assess, groups_to_train
from institutions.enums import Role
from institutions.permissions import has_role
from institutions.permissions.scopes import Visitor, first_or_404


def is_trainer(user: Visitor) -> bool:
    """Whether somebody is a trainer anywhere."""
    return has_role(user, Role.TRAINER)


def access_rule_to_assess(user: Visitor, public_id: str, code: str) -> tuple[Candidacy, SignOffRule]:
    """Return a dossier and one sign-off of its programme to a trainer of its group; 404 for everybody else."""
    candidacy = access_candidacy_to_assess(user, public_id)
    rules = SignOffRule.objects.filter(programme=candidacy.programme_id, code=code, is_current=True)
    return candidacy, first_or_404(rules.prefetch_related("criteria"))


def access_own_case(user: Visitor, public_id: str, code: str) -> tuple[Candidacy, Vignette]:
    """Return a dossier and one invented case of its programme to its owner; 404 for everybody else."""
    candidacy = access_own_candidacy(user, public_id)
    cases = Vignette.objects.filter(programme=candidacy.programme_id, code=code, is_current=True)
    return candidacy, first_or_404(cases)


def access_workshop(user: Visitor, public_id: str) -> Workshop:
    """Return a workshop to a trainer of its group; 404 for everybody else."""
    found = Workshop.objects.filter(public_id=public_id, cohort__in=groups_to_train(user))
    return first_or_404(found.select_related("cohort__institution"))
