"""A member's own page, without an account: a code by mail, and what the office knows of them."""
