"""The local web page and its REST interface."""
