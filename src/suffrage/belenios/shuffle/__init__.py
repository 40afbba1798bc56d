"""The verifiable shuffle: encrypted answers leave in another order, and nobody can say which.

Each trustee in turn re-encrypts the answers of the non-homomorphic questions, permutes them and
proves that the outputs are the inputs: none added, dropped, doubled or changed. As long as one of
them keeps the permutation secret, no decrypted answer can be traced to its ballot.

The proof is that of Wikström (2009) and of Terelius and Wikström (2010) in the form of CHVote
1.3.2 (Haenni, Koenig, Locher and Dubuis, "CHVote System Specification", 2018, algorithms 8.44 to
8.48), with the strings of Belenios 3.3:

* The trustee commits to a permutation matrix, column j as c_j = g^r_j · h_i where input j becomes
  output i.
* Challenges u_j, a hash of inputs, outputs and commitments, weigh the inputs; u'_i are the same
  in the order of the outputs.
* The trustee proves to know u' such that each row of the matrix sums to one (t1), their product
  is that of u (t2, over a chain ĉ of commitments, one link t̂_i an answer), they are u permuted by
  that matrix (t3), and outputs weighed by u' are inputs weighed by u, re-encrypted (t41 for beta,
  t42 for alpha).

* The permutation, the exponents and everything that follows from them alone are secret: what
  computes with them runs in constant time on points and has no representation.
* The generators h and h_i come from a public hash and are computed anew by whoever checks: who
  knew their logarithms could open a commitment to any matrix (attack A22).
"""

__all__: list[str] = []
