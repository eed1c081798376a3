"""Translate in, call the workflow, translate out; no business rule lives here."""
