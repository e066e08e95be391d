"""Questions that lie over the panes until they are answered, and what such questions are made of."""
