"""The few blocks that pages and lessons are made of; each one works without script and in print."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

# No links out of a lesson and no pictures inside text: both leave the page or weigh on it.
RICH_TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul"]


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and small headings."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", RICH_TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "cms/blocks/text.html"


class TitledTextBlock(blocks.StructBlock):
    """Text with a heading of its own."""

    title = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES)


class StoryBlock(TitledTextBlock):
    """An invented situation; never a real person's story."""

    class Meta:
        icon = "openquote"
        label = _("Story")
        template = "cms/blocks/story.html"


class ActivityBlock(TitledTextBlock):
    """Something to do on paper or in the head; nothing is typed in or stored."""

    class Meta:
        icon = "edit"
        label = _("Activity")
        template = "cms/blocks/activity.html"


class PictureBlock(blocks.StructBlock):
    """A picture with words for those who cannot see it."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(label=_("What the picture shows"), max_length=200)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "cms/blocks/picture.html"


class GlossaryEntryBlock(blocks.StructBlock):
    """One word and what it means."""

    term = blocks.CharBlock(label=_("Word"), max_length=80)
    meaning = blocks.TextBlock(label=_("Meaning"))


class GlossaryBlock(blocks.StructBlock):
    """Words explained; folded until somebody opens them."""

    entries = blocks.ListBlock(GlossaryEntryBlock(), label=_("Words"))

    class Meta:
        icon = "list-ul"
        label = _("Glossary")
        template = "cms/blocks/glossary.html"


class HelpBlock(blocks.StructBlock):
    """A warm sentence and the way to the help page; numbers come from the directory, never from here."""

    text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES, required=False)

    class Meta:
        icon = "help"
        label = _("Help")
        template = "cms/blocks/help.html"


BODY_BLOCKS = [
    ("text", TextBlock()),
    ("story", StoryBlock()),
    ("picture", PictureBlock()),
    ("activity", ActivityBlock()),
    ("glossary", GlossaryBlock()),
    ("help", HelpBlock()),
]
