"""What a text says of itself: markers of references, quotations, who is said to have said it. Strings in, spans out."""
