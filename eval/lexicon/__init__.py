"""Learns which words of one language stand for which of another, from texts that there are in both; writes the tables that
`rag.search.lexicon` reads."""
