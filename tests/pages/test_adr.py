"""The architecture decision record of a result."""

import re

SHOP = "build=business-app&interface=pages&size=medium&ready-made=admin&ready-made=accounts"


def record(client, query):
    response = client.get(f"/advise/result.md?{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="framework-decision.md"'
    return response.content.decode()


def test_the_record_has_the_sections_of_madr_in_order(client, shipped_edition):
    text = record(client, SHOP)
    assert text.startswith("# Use Django\n")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == [
        "Context and problem statement",
        "Decision drivers",
        "Considered options",
        "Decision outcome",
        "Consequences",
        "Revisit when",
        "More information",
    ]


def test_the_record_agrees_with_the_result(client, shipped_edition):
    text, found = record(client, SHOP), client.get(f"/advise/result.json?{SHOP}").json()
    assert "* What are you building? An application that runs an organisation" in text
    assert found["summary"] in text
    assert found["robustness"]["verdict"] in text
    for entry in found["ranking"]:
        name = shipped_edition.catalogue.framework_by_slug[entry["framework"]].name
        assert f"* {name}: {entry['points']} of 100" in text
    assert "* Falcon: excluded, misses HTML support at least 4 of 10" in text
    for statement in shipped_edition.catalogue.framework_by_slug["django"].drawbacks:
        assert f"* Bad: {statement.text}" in text


def test_the_link_of_the_record_is_pinned(client, shipped_edition):
    link = re.search(r"<http://testserver(/advise/result/\?[^>]+)>", record(client, SHOP))[1]
    assert link == f"/advise/result/?edition=1&{SHOP}"
    assert client.get(link).status_code == 200


def test_the_record_says_why_no_framework_passes(client, shipped_edition):
    text = record(client, "need.admin=10&need.realtime=9")
    assert text.startswith("# Choose a web framework\n")
    assert "No framework meets all your must-haves." in text
    assert "* Django: excluded, misses Async and live connections at least 9 of 10" in text
