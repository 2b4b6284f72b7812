"""Call every operation with the two generated clients. Runs in the tools' environment, in the folder of the clients.

Prints a line for each operation that could not be called, and for each answer that the client gives back otherwise
than it came.
"""

import importlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

ROOT = sys.argv[1]
# The recommendation is asked once more with a parameter that is repeated.
AMONG = ["django", "flask"]


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the name of each operation in Python, its path, and its parameters: those of the path, and the edition."""
    with open("openapi.json", encoding="utf-8") as file:
        document = json.load(file)
    for path, item in document["paths"].items():
        operation = item["get"]
        given = {
            p["name"]: p["example"] for p in operation["parameters"] if p["in"] == "path" or p["name"] == "edition"
        }
        name = operation["operationId"].replace("-", "_")
        yield name, path, given
        if name == "recommendation":
            yield name, path, given | {"among": AMONG}


def address(path: str, given: dict[str, Any]) -> str:
    asked = {name: value for name, value in given.items() if f"{{{name}}}" not in path}
    return ROOT + path.format(**given) + (f"?{urlencode(asked, doseq=True)}" if asked else "")


def by_openapi_python_client() -> Iterator[str]:
    """Compare each answer, read into the client's types and written again, with what the site sent."""
    from openapi_python_client_made import Client
    from openapi_python_client_made.models import RecommendationAmongItem

    client = Client(base_url=ROOT, raise_on_unexpected_status=True)
    for name, path, given in operations():
        module = importlib.import_module(_module(name))
        among = {"among": [RecommendationAmongItem(slug) for slug in given["among"]]} if "among" in given else {}
        answer = module.sync_detailed(client=client, **given | among)
        with urlopen(address(path, given)) as raw:
            if normal(answer.parsed.to_dict()) != normal(json.load(raw)):
                yield f"{name}: the answer is not what the client read"


def _module(name: str) -> str:
    """Return the module of an operation, which lies in a folder that is named after its tag."""
    return next(
        ".".join(file.with_suffix("").parts) for file in Path("openapi_python_client_made/api").glob(f"*/{name}.py")
    )


def normal(value: Any) -> Any:
    """Return a value with all times in one form, since clients write the same time in another one."""
    if isinstance(value, dict):
        return {key: normal(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [normal(one) for one in value]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)", value):
        return value.removesuffix("Z").removesuffix("+00:00")
    return value


def by_openapi_generator() -> Iterator[str]:
    import openapi_client

    client = openapi_client.ApiClient(openapi_client.Configuration(host=ROOT))
    # A class for each tag, with the operations that bear it.
    apis = [made(client) for name, made in vars(openapi_client).items() if name.endswith("Api")]
    for name, _, given in operations():
        call = next(getattr(api, method) for api in apis if hasattr(api, method := f"{name}_with_http_info"))
        answer = call(**given)
        if answer.status_code != 200 or answer.data is None:
            yield f"{name}: answered {answer.status_code} with {answer.data!r}"


def main() -> None:
    sys.path[:0] = [".", "openapi_generator_made"]
    for calls in (by_openapi_python_client, by_openapi_generator):
        for line in calls():
            print(f"{calls.__name__}  {line}")


main()
