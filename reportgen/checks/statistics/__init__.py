"""What statisticians look for: parts within their whole, rates of whom it may concern."""
