"""The advisor for assistants: tools, resources and a prompt of the Model Context Protocol, read-only and stateless."""
