"""Rehearsals: a whole evening with made-up figures, on a board of its own."""
