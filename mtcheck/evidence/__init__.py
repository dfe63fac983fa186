"""Numbers about spans; no verdicts."""
