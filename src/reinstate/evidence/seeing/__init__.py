"""What stands on the pages of a document: words with their places, whatever kind of file they come from."""
