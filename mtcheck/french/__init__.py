"""French: forms, closed classes, agreement, and edits that fit their place."""
