import colander


class NoteSchema(colander.MappingSchema):
    title = colander.SchemaNode(colander.String(), validator=colander.Length(max=100))
    body = colander.SchemaNode(colander.String(), missing="")
