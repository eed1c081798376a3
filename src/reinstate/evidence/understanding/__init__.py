"""What a document says: its kind, its parties, its numbers and dates, its goods, each with its place."""
