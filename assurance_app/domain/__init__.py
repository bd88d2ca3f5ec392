"""What the words mean: entities, rules and the content of documents. Standard library only."""
