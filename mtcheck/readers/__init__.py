"""Readers: files, folders and standard input become Documents."""
