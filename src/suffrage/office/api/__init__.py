"""The JSON interface for agents' and integrators' own programs (``docs/reference/api.md``)."""
