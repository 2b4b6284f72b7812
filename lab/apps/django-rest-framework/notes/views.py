import time

from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from .forms import NoteForm
from .models import Note


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
