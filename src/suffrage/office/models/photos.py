"""Photos of sheets: they stay in the office; only their hash stands in a sheet, on the board."""

from django.db import models

__all__ = ["Photo", "PhotoView", "SheetCheck"]


class Photo(models.Model):
    """``scan`` is the SHA-256 of the bytes as sent; ``file`` lies below ``photos/<slug>/``."""

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    unit = models.CharField(max_length=40)
    contest = models.CharField(max_length=40)
    scan = models.CharField(max_length=64)
    file = models.CharField(max_length=100)
    received_at = models.DateTimeField()
    role = models.CharField(max_length=60)
    """From whom: ``secretary@UNIT``, or the federation that had it by another way."""

    unreadable = models.BooleanField(default=False)

    class Meta:
        app_label = "office"
        constraints = (
            models.UniqueConstraint(
                fields=("election", "unit", "contest", "scan"), name="one_row_of_a_photo"
            ),
        )

    def __str__(self) -> str:
        return f"photo of {self.unit}, {self.contest}"


class PhotoView(models.Model):
    """Who looked at a photo, and when."""

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="views")
    person = models.ForeignKey("office.Person", on_delete=models.CASCADE)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return f"a look at photo {self.photo_id}"


class SheetCheck(models.Model):
    """What an agent said, from an own account, of the sheet on the board at ``index``.

    Private to the federation and the agents; the paper and the sheet's own list stay the record.
    """

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    unit = models.CharField(max_length=40)
    contest = models.CharField(max_length=40)
    index = models.PositiveIntegerField()
    role = models.CharField(max_length=60)
    choice = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        app_label = "office"
        constraints = (
            models.UniqueConstraint(
                fields=("election", "unit", "contest", "index", "role"),
                name="one_check_of_a_sheet",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} on sheet {self.index}"
