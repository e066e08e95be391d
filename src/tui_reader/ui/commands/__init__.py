"""What can be done on the reading screen: the table of keys, and groups of commands that screens are made of."""
