"""The election's dossier: what a lawyer asks for, and what a judge needs to rule on one dispute.

* A history of the board in, documents and the files that they cite out; the same board gives the
  same bytes, and no clock is asked.
* Long prose stands in a template per language; the values here carry figures and told rows.
* The minutes of an instance are those of ``site.exports``: there is no second way to make them.
* What the organisation's counsel has to confirm is said to be so, never decided here.
"""
