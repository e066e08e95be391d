"""A reading and the disk: opened, saved, followed while others write, recovered."""
