"""The words of the house: accepted and forbidden French for English terms, read from tables, TBX and TMX."""
