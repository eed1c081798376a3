"""One function a step: load the case, call the rooms, write, return. Side effects happen here and nowhere else."""
