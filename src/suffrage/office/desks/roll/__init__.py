"""The roll desk: members from a file, the rule, appeals, the freeze, and the changes after it."""
