"""What commands of the office share: its settings, and its tables made ready."""

import os

from suffrage.errors import Unavailable

__all__ = ["use_office"]


def use_office() -> None:
    """Make the office's models usable; raises ``Unavailable("serve.extra")`` without the extra."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "suffrage.office.settings"
    try:
        import django  # noqa: PLC0415  (an extra)
        from django.core.management import call_command  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise Unavailable("serve.extra") from error
    django.setup()
    from django.conf import settings  # noqa: PLC0415  (an extra)

    from suffrage.office.serving.private_places import keep_private  # noqa: PLC0415  (as above)

    keep_private(settings.ENVIRONMENT)
    call_command("migrate", verbosity=0)
