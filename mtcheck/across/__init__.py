"""Agreement across the files of a run: who renders the same English otherwise than all the others."""
