"""The short names a pack's files use for rows and blocks, so that an export gives them back unchanged."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pack(models.Model):
    """A pack that was imported; ``version`` is the last one read."""

    pack_id = models.SlugField(max_length=60, unique=True)
    version = models.CharField(max_length=20)
    manifest = models.JSONField(default=dict)
    imported_at = models.DateTimeField(auto_now=True)
    imported_by_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("content pack")
        verbose_name_plural = _("content packs")

    def __str__(self) -> str:
        return f"{self.pack_id} {self.version}"


class PackName(models.Model):
    """One short name: ``uuid`` is a row's translation key or a block's id; the blocks of a copied page share ids."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=120)
    uuid = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pack", "name"], name="pack_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
