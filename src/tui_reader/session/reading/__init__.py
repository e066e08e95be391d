"""What a reading is made of: the caret, the sets that are shown, what commands are about, changes, what is sought."""
