"""What people say of findings: verdicts, and the regression cases that are made of them."""
