"""Corpora: more articles than one machine checks, on Ray Data, from and to addresses of any store."""
