"""From French quotations to known quotes."""
