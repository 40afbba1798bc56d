"""``python -m suffrage.office.api``: prints the description that ``docs/reference`` keeps."""

import json
import sys

import django

__all__ = ["main"]


def main() -> None:
    """Write the OpenAPI description to standard output."""
    django.setup()
    # Models can be imported only now.
    from suffrage.office.api.interface import openapi  # noqa: PLC0415

    sys.stdout.write(json.dumps(openapi(), indent=2, sort_keys=True, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
