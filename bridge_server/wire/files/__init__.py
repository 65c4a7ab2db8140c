"""The files that people write: agenda, roster, contacts. Bytes in, meeting values or every fault at once out; opens nothing."""
