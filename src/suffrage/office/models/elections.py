"""An election of this office: its draft until it is convened, then the name of its board."""

from django.db import models

from suffrage.model import canonical
from suffrage.model.definition import Definition

__all__ = ["Election"]


class Election(models.Model):
    """``slug`` names the board in the store; what is true of the election stands there."""

    slug = models.SlugField(max_length=40, unique=True)
    draft = models.BinaryField(blank=True)
    """The canonical definition in preparation, without the officials' keys; empty once convened."""

    convener = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    rehearses = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True)
    """The election that this one rehearses."""

    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return self.slug

    @property
    def convened(self) -> bool:
        """Whether the board exists."""
        return not self.draft

    def drafted(self) -> Definition:
        """The definition in preparation; raises ``Malformed`` once there is none."""
        return canonical.decode(bytes(self.draft), Definition)
