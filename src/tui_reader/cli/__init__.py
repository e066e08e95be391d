"""The command line: parses, calls the core, prints. Standard output is for data, standard error for words.

Textual is imported only where the app opens.
"""
