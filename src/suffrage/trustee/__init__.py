"""A trustee's program, on the trustee's own computer; the office is asked for files only.

* It acts under the scope saved when the key was made: one board and box, or one election.
* Nothing is decrypted but the tally that it has recomputed itself, of a closed run that holds.
* What will be decrypted is stored durably before a factor exists; this key serves no other, ever.
* The last board seen is stored: one that does not continue it is refused, whoever signed it.
* Here are values only; reading, writing and asking are the caller's.

The course of a key: ``make_key`` or ``ceremony`` → ``announce`` → ``drill`` → ``decrypt``.
"""
