"""Text with offsets that always point into the original: words, lines, sentences, quotation marks, language."""
