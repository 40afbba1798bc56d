"""What the office keeps no longer than it needs it: looked after at its start and once a minute."""
