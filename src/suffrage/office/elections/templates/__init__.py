"""One module a template: what a statute of that kind makes of a few answers."""
