"""What is done to sets and tagsets that nobody reads at the moment: checked, mended, migrated, put onto new text."""
