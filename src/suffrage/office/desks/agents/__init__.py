"""The desk of the camps' agents, and of observers, who only read."""
