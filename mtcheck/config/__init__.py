"""The configuration: its keys, how it is read, and the objects that it asks for."""
