"""What each panel shows: pure functions of a scene, made of lines."""
