"""The hub: one session served over websockets."""
