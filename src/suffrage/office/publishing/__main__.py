"""``python -m suffrage.office.publishing``: the publisher alone, until it is told to stop."""

import signal

import django

__all__ = ["main"]


def main() -> None:
    """Publish until SIGTERM or SIGINT."""
    django.setup()
    # Models can be imported only now.
    from suffrage.office.publishing.publisher import PublisherLoop  # noqa: PLC0415

    loop = PublisherLoop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: loop.stop.set())
    loop.run()


if __name__ == "__main__":
    main()
