"""The fuzzer: inputs that nobody would write, over everything that reads what others wrote."""
