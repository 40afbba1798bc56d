"""Every public figure once more, from the public files alone.

Written from ``docs/spec`` and ``docs/explanation/night.md``, beside the product and not of it:
nothing of ``suffrage`` is imported here, nor any library but Python's own.

>>> course = read_course(Public.of(Path("public")))                 # doctest: +SKIP
>>> Names(course).value("text/votes/to1", size=412)                 # doctest: +SKIP
11277
"""
