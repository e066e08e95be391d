"""How far people agree who marked the same text: coefficients over spans and labels. Numbers in, numbers out."""
