"""Who may do what: one policy object a desk, asked by every view and by nothing else."""
