"""What lies beside, under and over the text all the time: panes, panels, lines of keys and of how things stand."""
