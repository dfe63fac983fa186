"""Which findings are known already: baseline, ignore list, comments, [sic], an earlier report."""
