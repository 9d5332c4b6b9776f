"""Servers that the benchmark of the API measures; those of Node.js stand beside."""
