"""The types of the shelves, one module a reader: notices, plans, reviews."""
