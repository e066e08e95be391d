"""The documents that were opened together: what is known of each, and what is found in all of them."""
