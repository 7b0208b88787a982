"""The file that is brought in, and the decision to import it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from packs.exchange.source import MAX_ZIP


class PackUploadForm(forms.Form):
    """One zip."""

    file = forms.FileField(label=_("Content pack, a zip file"))

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse what is too large before anybody reads it."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_ZIP:
            raise forms.ValidationError(_("The zip file is larger than %(size)d MB.") % {"size": MAX_ZIP // 1_000_000})
        return file


class PackImportForm(forms.Form):
    """Whether readers see it at once, and who vouches for it."""

    publish = forms.BooleanField(label=_("Publish what is complete"), required=False, initial=True)
    accept = forms.BooleanField(
        label=_("Nobody on our list of keys has signed it. I know where it comes from."), required=False
    )

    def __init__(self, *args: Any, is_trusted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_trusted:
            del self.fields["accept"]
        else:
            self.fields["accept"].required = True
