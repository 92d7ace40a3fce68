-- What is read again because it changed, or by another agent, is no waste any more: each session is counted anew when waste is asked for.
truncate brain.waste_counted;
