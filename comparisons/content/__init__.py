"""What public pages say: comparisons, charts, profiles, lists, structured data. Pure."""
