"""The data of the example cases, a module a case."""
