"""The parts of the way, one module each: what a part asks, and how its answers are taken."""
