"""Documents and sentences made of a log. Pure: a meeting in, text or plain values out; the caller opens and prints."""
