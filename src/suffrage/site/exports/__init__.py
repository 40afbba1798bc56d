"""Files for other people's programs: tables, standard formats, a feed, the minutes.

* A history of the board in, bytes out: the same records give the same files on every machine.
* Every figure is a fold of ``count`` and ``night``; a section whose sheet is hidden, reserved or
  annulled has none here, and an instance whose figures may not appear yet has none at all.
* What people typed is text: no cell begins a formula, no name writes markup.
* Each file says on which checkpoint it rests, itself or in ``datapackage.json``
  (``docs/spec/export.md``).
"""
