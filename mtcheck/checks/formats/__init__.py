"""What is written as English writes it: amounts, figures, dates, times and units, a file a rule."""
