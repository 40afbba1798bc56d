"""The office: the desks of the people who run an election, as a thin shell over the acts.

* A view parses, drafts one act, shows what would be written, and renders; it decides nothing.
* The office signs nothing for anybody: what is written is signed in the acting person's browser.
* Private data (people, roll, photos, what waits for a signature) lie in Django's tables; public
  state is the board's alone. An act and the private rows that go with it are one transaction.
* Every view names its desk and its action; one policy object a desk says who may.
"""
