"""What a catalogue has to say, part by part; `english` has the same parts."""
