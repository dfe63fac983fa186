"""Renderings of a Report."""
