from django import forms

from .models import Note


class TextField(forms.CharField):
    """Refuses what is no text in JSON. CharField would take the number 5 as "5"."""

    def to_python(self, value):
        if value is not None and not isinstance(value, str):
            raise forms.ValidationError("Enter a text.", code="invalid")
        return super().to_python(value)


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ["title", "body"]
        field_classes = {"title": TextField, "body": TextField}
