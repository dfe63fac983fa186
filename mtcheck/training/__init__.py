"""How the shipped tables and weights are made from a parallel corpus."""
