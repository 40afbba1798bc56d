"""The board: signed records in one order, and the blobs that they name.

* A board only grows. Its order is the log's and nobody else's.
* Every record is signed by the person who acts; the log's key alone can invent nothing.
* A record is small and flat; what is structured or long lies in a blob named by its hash.
* Nothing here knows what may follow what: that is ``conduct``.
"""
