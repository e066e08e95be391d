"""What waits for a person to settle it: annotations whose source has changed, versions that contradict each other."""
