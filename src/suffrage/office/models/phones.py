"""The key that a section's phone made this evening; whether it is in office the board says."""

from django.db import models

__all__ = ["SectionKey"]


class SectionKey(models.Model):
    """A public key (hexadecimal) whose proof was checked, made by the phone that opened ``kit``.

    It waits for the section's federation to appoint it as ``role`` (``secretary@UNIT``).
    """

    kit = models.ForeignKey("office.Kit", on_delete=models.CASCADE, related_name="keys")
    role = models.CharField(max_length=60)
    key = models.CharField(max_length=64)
    asked_at = models.DateTimeField()

    class Meta:
        app_label = "office"
        constraints = (
            models.UniqueConstraint(fields=("kit", "key"), name="one_row_of_a_section_key"),
        )

    def __str__(self) -> str:
        return f"key of {self.role}"
