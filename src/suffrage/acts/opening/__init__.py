"""Acts before the vote: convening, officers, options, roll, keys, rules, polls."""
