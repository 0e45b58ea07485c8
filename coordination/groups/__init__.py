"""Groups of agencies: their seats, rules, cadence, and which of them leads the network of an agency."""
