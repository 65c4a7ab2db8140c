"""What holds of the meeting itself: its rules, its clock, its queue, its roll, its undo."""
