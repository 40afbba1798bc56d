"""Drawings of the pages: figures in, SVG out, no style of their own.

Colours are classes of the style sheet (``c1`` to ``c8``), coordinates have one decimal, and
everything drawn stands in a table or a sentence as well.
"""
