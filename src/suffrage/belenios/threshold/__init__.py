"""The ceremony in which n trustees make one key that any k of them can use (Pedersen, 1991).

Nobody ever holds the key. Each member shares a random polynomial of degree k - 1 among all; the
key is the sum of the constant terms. One step a file, each a pure function from the messages
before it to the bytes of the next message, which are those of Belenios 3.3:

    1 member  make_seed, make_certificate     keys to sign and to receive by
    2 server  check_certificates              then all read the ``fingerprint`` aloud
    3 member  make_polynomial                 commitments for all, a sealed share for each
    4 server  route                           each member's inputs
    5 member  make_share                      shares checked and added: the decryption key
    6 server  assemble                        the record that is published
      member  recover_key                     before decrypting, from the seed

* Whoever deviates is named: refusals carry ``member``, from 1, in a field or in their place.
* Keys derived from a seed, coefficients and shares have no representation and are in no exception.
* The messages do not name the ceremony: a seed serves one ceremony, and step 3 is done once.

What version 1 does not prevent stands in ``docs/explanation/trustees.md``.
"""

__all__: list[str] = []
