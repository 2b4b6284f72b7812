"""Decision records and the API, tried with the tools of others: `make clients`."""
