"""What can be said beside a question, in one line each: for the command line, the HTTP API and the MCP server. Imports
nothing, so that `--help` is instant; the filters are in `rag.vocabulary`."""

QUERY = "What to look for, in everyday words."
QUESTION = "The question, in your own language."
K = "How many records."
MODE = "By words and meaning, or one of them."
SORT = "Order of what was found; k takes the best."
QUERY_LANGUAGE = "Language of your words; else detected."
LITERAL = "Take no words as a filter: who asked, who answered, when."
TOPIC = "What it is about, in a few words: prisons, night trains, Congo."
LENGTH = "How much of each there is in it."
BRIEFING_LANGUAGE = "Language of the topic and of the briefing's own words; else detected."
RERANK = "Look at the first records again: word by word, and by HEMICYCLE_RERANKER if it is set."
