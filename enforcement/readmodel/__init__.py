"""The read model: what the topics say, laid out in PostgreSQL for pages, lists and questions."""
