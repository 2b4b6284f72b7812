from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: the process answers. It asks nobody else."""
    return HttpResponse("ok\n", content_type="text/plain")
