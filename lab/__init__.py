"""The same small application in each framework, tested by one suite and measured in one run."""
