"""Elections of member organisations whose every number anybody can check."""
