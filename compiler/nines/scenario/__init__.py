"""`nines test`: scenarios beside the promises, tried on the rules themselves by the real promtool."""
