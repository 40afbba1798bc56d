"""The public site: static pages that any web server, mirror or memory stick serves.

* A history of the board in, files out: no clock, no network, no address of a machine.
* Every figure stands in a ``<data>`` element with its exact value and its name
  (``docs/spec/site.md``), so that anybody's program can compare it with the public files.
* A page works without JavaScript, prints, and says at which size of the board it was made.
* Pages are not verified: ``suffrage verify`` compares their hashes with the signed manifest only,
  and believes ``results.json`` and ``sheets.csv``, which it makes again.
"""
