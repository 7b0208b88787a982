"""Tables of the content management system."""

from cms.models.checking import PageCheck
from cms.models.files import CustomDocument, CustomImage, CustomMedia, CustomRendition
from cms.models.pages import FoundByLemma, HomePage, StandardPage
from cms.models.publishing import CheckedPage
from cms.models.reviews import LanguageReview, ProtectionReview

__all__ = [
    "CheckedPage",
    "CustomDocument",
    "CustomImage",
    "CustomMedia",
    "CustomRendition",
    "FoundByLemma",
    "HomePage",
    "LanguageReview",
    "PageCheck",
    "ProtectionReview",
    "StandardPage",
]
