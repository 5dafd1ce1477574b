"""What reporting asks, by idea."""
