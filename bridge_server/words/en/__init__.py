"""Words in English, one module per area."""
