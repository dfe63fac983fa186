"""Fixed knowledge of what machines print: terms, idioms, senses, calques, names and acronyms, one schema for all."""
