"""What an election is: units, contests, options, bodies, boxes, roles, grounds.

Everything here is a frozen, validated value. ``definition`` reads it from TOML or canonical
JSON of one shape; nothing here knows what has happened in the election.
"""
