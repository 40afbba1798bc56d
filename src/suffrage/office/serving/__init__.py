"""The office as running programs: the web server and the publisher, started and ended together."""
