"""Grammar: a file is a rule with one fault; what they share is ``sentence``."""
