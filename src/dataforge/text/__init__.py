"""The columnar text engine: named stateless draws with their bits, columns of strings, lexicons."""
