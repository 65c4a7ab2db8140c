"""Words in Vietnamese, one module per area."""
