"""Widgets that know nothing of annotations: rows, text laid out, text being typed, lists to pick from."""
