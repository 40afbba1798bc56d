"""From the store to the public folder and its pages, every few seconds, in a process of its own."""
