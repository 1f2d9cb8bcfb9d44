"""Style: every number of the page is data, with its unit and its clause."""
