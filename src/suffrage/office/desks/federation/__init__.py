"""The federation's desk: its sections, those who telephone, the second reading of each paper."""
