"""How annotations come to be and change: on which text, with which answers and links, once and everywhere."""
