"""What mtcheck says, in English or French: messages with parameters, catalogues, and the choice of the language."""
