"""Persian: text, identifiers, the Jalali calendar, working time, and saying all of it in the reader's language."""
