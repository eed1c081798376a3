"""From an Amazon performance notification to a submission-ready plan of action with its evidence."""

__version__ = "0.1.0"
