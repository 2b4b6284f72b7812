from rest_framework import serializers

from .models import Note


class TextField(serializers.CharField):
    """Refuses what is no text in JSON. CharField would take the number 5 as "5"."""

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class NoteSerializer(serializers.ModelSerializer):
    title = TextField(max_length=100)
    body = TextField(allow_blank=True, required=False)

    class Meta:
        model = Note
        fields = ["id", "title", "body"]
