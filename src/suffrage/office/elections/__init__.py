"""New elections, second rounds, previews and rehearsals: values in, values out.

Nothing here knows a web page: what the commission's desk shows and signs is computed here.
"""
