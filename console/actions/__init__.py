"""Every action of the console: what it is called, its keys, and what it does in a scene. All other lists come of this."""
