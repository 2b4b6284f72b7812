import json
import time

from django.contrib.auth.decorators import login_required
from django.forms.models import model_to_dict
from django.http import JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from .forms import NoteForm
from .models import Note


@require_safe
def hello(request):
    return JsonResponse({"message": "Hello, world"})


@require_safe
def index(request):
    return render(request, "notes/index.html", {"notes": Note.objects.all(), "form": NoteForm()})


@require_POST
def add(request):
    form = NoteForm(request.POST)
    if not form.is_valid():
        return render(request, "notes/index.html", {"notes": Note.objects.all(), "form": form}, status=400)
    form.save()
    return redirect("index")


@method_decorator(csrf_exempt, name="dispatch")
class NotesAPI(View):
    def get(self, request):
        return JsonResponse(list(Note.objects.values("id", "title", "body")), safe=False)

    def post(self, request):
        try:
            data = json.loads(request.body)
        except ValueError:
            return JsonResponse({"error": "The body is not JSON."}, status=400)
        if not isinstance(data, dict):
            return JsonResponse({"error": "The body is not a JSON object."}, status=400)
        form = NoteForm(data)
        if not form.is_valid():
            return JsonResponse(form.errors.get_json_data(), status=400)
        return JsonResponse(model_to_dict(form.save()), status=201)


@require_safe
def api_note(request, note_id):
    return JsonResponse(model_to_dict(get_object_or_404(Note, pk=note_id)))


@require_safe
def rows(request):
    table = [(f"Row {number}", number * 7) for number in range(1, 31)]
    return render(request, "notes/rows.html", {"rows": table})


@require_safe
@login_required
def private(request):
    return render(request, "notes/private.html")


def lines():
    for number in range(1, 6):
        yield f"line {number}\n"
        time.sleep(0.2)


@require_safe
def stream(request):
    return StreamingHttpResponse(lines(), content_type="text/plain; charset=utf-8")


@require_safe
def error(request):
    raise RuntimeError("the secret of the lab")
