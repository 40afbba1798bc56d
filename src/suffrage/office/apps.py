"""The office as a Django application."""

from django.apps import AppConfig

__all__ = ["OfficeConfig"]


class OfficeConfig(AppConfig):
    """One application: the desks share their people, elections and boards."""

    name = "suffrage.office"
    label = "office"
    default_auto_field = "django.db.models.BigAutoField"
