"""Pages of programmes, documents, plans and communication."""
