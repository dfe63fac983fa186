"""One multilingual sentence encoder: vectors of descriptions of senses, of English sentences, of French with a place masked."""
