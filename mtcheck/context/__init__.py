"""French read in its context, where no English is known: how it is put together, and how far it reads like a machine's."""
