"""What can be said beside a question, in one line each: for the command line, the HTTP API and the MCP server. Imports
nothing, so that `--help` is instant; the filters are in `rag.vocabulary`."""

QUERY = "What to look for, in everyday words."
QUESTION = "The question, in your own language."
K = "How many records."
MODE = "By words and meaning, or one of them."
SORT = "Order of what was found; k takes the best."
QUERY_LANGUAGE = "Language of your words; else detected."
LITERAL = "Take no words as a filter: who asked, who answered, when."
RERANK = "Look at the first records again: word by word, and by HEMICYCLE_RERANKER if it is set."
