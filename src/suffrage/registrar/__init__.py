"""The registrar's program, on the registrar's own computer: credentials are made, sent, forgotten.

* A credential exists in memory only, between its making and its acceptance by the channel; no
  function returns one, and no value that is kept holds one.
* What is kept is the book: for each member, the public key of each run, and whether the channel
  took the message. Whoever reads it learns who has voted, and can vote for nobody.
* A key is written into the book before its message leaves, and counts once the message was
  accepted; what was interrupted in between is made anew, and its first key never counts.
* Nothing changes for a run whose box has its first event on the board.
* Here are values only; files, mail and printers are the caller's.

The course: ``runs`` → ``book`` → ``deliver`` → ``lists`` → ``openings``; ``check`` is for those
who watch. Nobody can promise that memory is wiped: Python's texts cannot be overwritten, and the
system may swap. ``docs/howto/registrar.md`` says what the computer must be like.
"""
