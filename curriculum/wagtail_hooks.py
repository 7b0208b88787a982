"""The curriculum in the CMS menu."""

from wagtail.snippets.models import register_snippet

from curriculum.viewsets import CurriculumGroup

register_snippet(CurriculumGroup)
