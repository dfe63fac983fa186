"""French words put into the place of others: number, gender, determiner, elision."""
