"""Inviting colleagues, accepting an invitation, an institution's rules, who teaches a class."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from institutions.enums import Role
from institutions.models import Institution, Membership, PopulationCentre, Region
from institutions.permissions import Scope, may_give, memberships, roles_to_give

WHOLE = "all"


class RoleForm(forms.Form):
    """A role and where it holds. Offers only what the person who gives it may give."""

    role = forms.ChoiceField(label=_("Role"))
    place = forms.ChoiceField(label=_("Where"))

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._own = list(memberships(actor))
        self._scopes = _scopes_within(self._own)
        self._offer("role", [(role, Role(role).label) for role in roles_to_give(self._own)])
        self._offer("place", [(key, str(_name(scope))) for key, scope in self._scopes.items()])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
            if len(choices) == 1:
                field.initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        """Return the scope as ``scope``; refuse a role where it cannot hold."""
        cleaned = super().clean() or {}
        scope = self._scopes.get(cleaned.get("place", ""))
        role = cleaned.get("role")
        if scope is not None and role and not may_give(self._own, role, scope):
            self.add_error("place", _("This role cannot be given for this place. Choose another place."))
        return {**cleaned, "scope": scope}


class InvitationForm(RoleForm):
    """The same for somebody who has no account yet."""

    display_name = forms.CharField(
        label=_("Name of the colleague"),
        max_length=60,
        help_text=_("As colleagues will see it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("display_name", "role", "place")


def _scopes_within(own: Sequence[Membership]) -> dict[str, Scope]:
    """Return the places inside the scopes of these roles by the key of their option, the widest first."""
    granting = [Scope.of(row) for row in own if roles_to_give([row])]
    found: dict[str, Scope] = {}
    if any(not scope.path for scope in granting):
        found[WHOLE] = Scope()
    rows: list[Scope] = [
        *(Scope(region=region) for region in Region.objects.order_by("name")),
        *(Scope(centre=centre) for centre in PopulationCentre.objects.select_related("region").order_by("name")),
        *(Scope(institution=place) for place in Institution.objects.select_related("centre").order_by("name")),
    ]
    for scope in rows:
        if any(mine.contains(scope) for mine in granting):
            place = scope.institution or scope.centre or scope.region
            found[place.public_id if place else WHOLE] = scope
    return found


def _name(scope: Scope) -> Any:
    if scope.centre is not None:
        return f"{scope.centre.region} · {scope.centre}"
    if scope.institution is not None:
        return f"{scope.institution.centre} · {scope.institution}"
    return scope.region or _("Whole installation")


class CodeForm(forms.Form):
    """The printed code of an invitation."""

    code = forms.CharField(
        label=_("Code of your invitation"),
        max_length=40,
        help_text=_("12 numbers, in three groups."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "code-input"}),
    )


class AccountForm(forms.Form):
    """User name and password of a new account."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("You choose it. Letters, digits and . - _ only; you need it each time you sign in."),
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 12 characters. Three or four words that do not belong together are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_username(self) -> str:
        """Refuse a name that somebody has, in any spelling of capitals."""
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("This user name is taken. Choose another one."))
        return username

    def clean_password(self) -> str:
        """Ask for a password that is hard to guess."""
        password: str = self.cleaned_data["password"]
        validate_password(password, User(username=self.cleaned_data.get("username", "")))
        return password


class RulesForm(forms.Form):
    """An institution's rules."""

    zero_names = forms.BooleanField(
        label=_("No names: students are numbers and drawings"),
        required=False,
        help_text=_("Names that are stored now are deleted at once and cannot be brought back."),
    )
    pin_required = forms.BooleanField(
        label=_("Cards need a PIN"),
        required=False,
        help_text=_("Each student chooses six digits at the next sign-in. Nobody else knows them."),
    )
    language = forms.ChoiceField(label=_("Language of new classes"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, institution: Institution, can_allow_names: bool, **kwargs: Any) -> None:
        names = ("zero_names", "pin_required", "language")
        kwargs["initial"] = {name: getattr(institution, name) for name in names}
        super().__init__(*args, **kwargs)
        if institution.zero_names and not can_allow_names:
            # Django keeps the initial value of a disabled field, whatever is sent.
            self.fields["zero_names"].disabled = True
            self.fields["zero_names"].help_text = _("Only a coordinator can let a boarding institution keep names.")


class MemberField(forms.ModelChoiceField[Membership]):
    """A role, shown as the person who has it."""

    def label_from_instance(self, obj: Membership) -> str:
        """Return the person's name."""
        return str(obj.user.get_full_name())


class TeacherForm(forms.Form):
    """A colleague who is to teach a class."""

    member = MemberField(label=_("Teacher"), queryset=Membership.objects.none(), to_field_name="public_id")

    def __init__(self, *args: Any, members: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["member"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = members
            field.empty_label = None


class ReasonForm(forms.Form):
    """Why a role ends; for the audit log."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
