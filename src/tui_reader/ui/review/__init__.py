"""The review screen: its panes, its groups of commands, and what they ask."""
