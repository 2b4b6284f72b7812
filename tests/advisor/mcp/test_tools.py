"""What the tools answer: short, pinned, with sources, doubts and gaps; and what they say to wrong arguments."""

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.mcp.calls import ToolError
from advisor.mcp.tools import TOOLS
from tests.advisor.mcp.sites import ANSWERS, ORIGIN

TOOL = {tool.name: tool for tool in TOOLS}
LINK = f"{ORIGIN}/advise/result/?edition=1&build=site&interface=pages&size=small&back-office=admin"
CALLS = [
    ("questions", {}),
    ("questions", {"answers": ANSWERS}),
    ("questions", {"question": "build"}),
    ("recommend", {}),
    ("recommend", {"answers": ANSWERS}),
    ("recommend", {"link": LINK}),
    ("recommend", {"answers": ANSWERS, "requirements": {"admin": 9.5}}),
    ("recommend", {"answers": ANSWERS, "uses": ["Flask"]}),
    ("compare", {"frameworks": ["django", "flask"]}),
    ("compare", {"frameworks": ["django", "flask"], "criteria": ["admin"]}),
    ("framework", {"framework": "django"}),
    ("framework", {"framework": "robyn"}),
    ("explain_score", {"framework": "django", "criterion": "admin"}),
    ("explain_score", {"framework": "quart", "criterion": "seo"}),
    ("explain_score", {"framework": "flask", "criterion": "framework-type"}),
    ("explain_score", {"framework": "flask", "criterion": "packages"}),
    ("what_changed", {"since": 1}),
    ("what_changed", {"since": 1, "framework": "quart"}),
    ("what_changed", {"link": LINK}),
    ("read_project_files", {"files": {"requirements.txt": "flask\nflask-wtf\ncelery\n"}}),
]


def call(site, name, **arguments):
    return TOOL[name].called(site, arguments)


@pytest.mark.parametrize(("name", "arguments"), CALLS)
@pytest.mark.parametrize("most", [2000, 1000, 20000])
def test_an_answer_is_no_longer_than_asked_for(site, name, arguments, most):
    text = call(site, name, **arguments, **({} if most == 2000 else {"max_bytes": most}))
    assert 0 < len(msgspec.json.encode({"content": [{"type": "text", "text": text}]})) <= most


def test_a_recommendation_has_link_sureness_sources_exclusions_and_what_is_unknown(site):
    text = call(site, "recommend", answers=ANSWERS, requirements={"admin": 4})
    assert f"Pinned link (edition 2): {ORIGIN}/advise/result/?edition=2&build=site" in text
    for beginning in ("How sure: ", "Ranking, out of 100 (range): 1. django ", "Why: Django on ", "Unknown"):
        assert re.search(f"^{re.escape(beginning)}", text, re.MULTILINE), beginning
    assert re.search(r"^Excluded, missing “Admin interface at least 4 out of 10” .*aiohttp 1", text, re.MULTILINE)
    assert re.search(r"^  Source: .*<https?://", text, re.MULTILINE)


def test_a_link_of_a_result_gives_the_same_advice_as_its_answers(site):
    by_link = call(site, "recommend", link=LINK, edition=1)
    assert by_link == call(site, "recommend", answers=ANSWERS, edition=1)


def test_the_framework_in_use_is_placed_and_moving_is_weighed(site):
    text = call(site, "recommend", answers=ANSWERS, uses=["Flask"], max_bytes=20_000)
    assert re.search(r"^You use Flask now\. It ", text, re.MULTILINE)
    assert re.search(r"^Moving: \d+ points of effort.* Worth it only above ", text, re.MULTILINE)
    assert "&uses=flask" in text or "?edition=2&uses=flask" in text


def test_without_answers_nothing_is_recommended(site):
    text = call(site, "recommend")
    assert text.startswith("No best fit yet")
    assert "\nHow sure: no verdict without priorities.\n" in text


def test_an_older_edition_is_read_and_linked(site):
    text = call(site, "recommend", answers=ANSWERS, edition=1)
    assert "Pinned link (edition 1): https://advisor.example/advise/result/?edition=1&" in text
    assert "Robyn: " in call(site, "framework", framework="Robyn", edition=1)
    assert "Robyn (retired): " in call(site, "framework", framework="Robyn")


def test_the_next_question_is_told_in_full_with_its_choices(site):
    first = call(site, "questions").splitlines()
    assert first[0].startswith("0 questions answered, ")
    assert first[2:4] == ["Ask next:", "build: What are you building?"]
    assert any(line.startswith("- site: ") for line in first)


def test_after_the_first_question_topics_can_be_picked_and_others_are_not_asked(site):
    offered = call(site, "questions", answers={"build": "site"})
    assert "Let the user pick the topics" in offered
    assert re.search("^- sign-in: ", offered, re.MULTILINE)
    picked = call(site, "questions", answers={"build": "site"}, topics=["sign-in"], max_bytes=20000)
    assert "Let the user pick the topics" not in picked
    assert "sign-in: How will people sign in?" in picked
    assert "data: How will it store data?" not in picked


def test_an_unknown_score_is_told_as_unknown(site):
    text = call(site, "explain_score", framework="quart", criterion="seo")
    assert text.startswith("Quart on SEO support: unknown.\n")
    assert "Nobody has found out yet" in text


def test_what_changed_says_whether_the_decision_holds(site):
    text = call(site, "what_changed", link=LINK)
    assert text.startswith("From edition 1 to edition 2.\n")
    assert "How sure: then " in text
    assert f"Pinned link, then: {LINK}" in text


def test_changes_can_be_those_of_one_framework(site):
    assert "1 change about quart in the catalogue." in call(site, "what_changed", since=1, framework="quart")


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("framework", {"framework": "djagno"}, "There is no framework 'djagno' in edition 2. Nearest: django."),
        ("framework", {"framework": "drf"}, "is an extension of 'django'"),
        ("framework", {"framwork": "django"}, "There is no argument 'framwork'. Nearest: framework."),
        ("framework", {}, "missing required field `framework`"),
        ("framework", {"framework": 1}, "Expected `str`, got `int` at `framework`"),
        ("framework", {"framework": "django", "edition": 9}, "There is no edition 9. The current one is 2."),
        ("framework", {"framework": "django", "max_bytes": 10}, "at `max_bytes`"),
        ("framework", ["django"], "Expected `object`, got `array`"),
        ("compare", {"frameworks": ["django"]}, "two to 6 frameworks; this names 1"),
        ("compare", {"frameworks": ["django", "flask"], "criteria": ["admn"]}, "Nearest: admin"),
        ("explain_score", {"framework": "django", "criterion": "speeed"}, "There is no criterion 'speeed'"),
        ("recommend", {"answers": {"biuld": "site"}}, "There is no question 'biuld' in edition 2. Nearest: build."),
        ("recommend", {"answers": {"build": "sites"}}, "'build' has no choice 'sites' in edition 2. Nearest: site."),
        ("recommend", {"answers": {"build": ["site", "api"]}}, "The answers to 'build' do not go together"),
        ("recommend", {"among": ["djagno"]}, "There is no framework 'djagno' in edition 2. Nearest: django."),
        ("recommend", {"uses": ["djagno"]}, "There is no framework 'djagno' in edition 2. Nearest: django."),
        ("recommend", {"house": "adopt"}, "This site has no house rules, so leave out `house`."),
        ("recommend", {"link": f"{LINK}&house=adopt"}, "This site has no house rules, so leave out `house`."),
        ("recommend", {"link": f"{LINK}&note=flask.mine"}, "which these tools do not read: open it as a page."),
        (
            "recommend",
            {"requirements": {"admn": 5}},
            "There is no criterion to weigh 'admn' in edition 2. Nearest: admin",
        ),
        ("recommend", {"levels": {"admin": "huge"}}, "at `levels"),
        ("recommend", {"requirements": {"admin": "high"}}, "at `requirements"),
        ("recommend", {"among": ["robyn"]}, "Robyn"),
        ("questions", {"question": "biuld"}, "There is no question 'biuld' in edition 2. Nearest: build."),
        ("questions", {"topics": ["sign-inn"]}, "There is no topic 'sign-inn' in edition 2. Nearest: sign-in"),
        ("what_changed", {}, "Name the earlier edition as `since`"),
        ("what_changed", {"since": 2, "edition": 1}, "Edition 2 is newer than edition 1."),
    ],
)
def test_a_mistake_is_told_with_the_nearest_names(site, name, arguments, said):
    with pytest.raises(ToolError, match=re.escape(said)):
        TOOL[name].called(site, arguments)


@given(
    arguments=st.dictionaries(
        st.sampled_from(["answers", "among", "requirements", "levels", "link", "edition", "framework", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=30),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
            max_leaves=6,
        ),
        max_size=4,
    ),
    name=st.sampled_from([tool.name for tool in TOOLS]),
)
def test_whatever_is_asked_gets_an_answer_or_a_sentence(site, name, arguments):
    try:
        text = TOOL[name].called(site, arguments)
    except ToolError as error:
        text = str(error)
    assert text
    assert len(text) < 6000


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_each_tool_has_a_schema_that_lists_its_arguments_and_refuses_others(tool):
    schema = tool.schema()
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) == set(tool.takes.__struct_fields__)
    assert "$ref" not in str(schema)
    assert all("description" in str(one) for one in schema["properties"].values())


def test_files_of_a_project_give_answers_for_the_other_tools(site):
    files = {"requirements.txt": "Flask\ncelery\nno such line\nhttps://user:hunter2@host/x\n"}
    said = call(site, "read_project_files", files=files)
    assert "The project uses Flask." in said
    assert f"{ORIGIN}/advise/project-files/?edition=2&package=celery&package=flask" in said
    assert "jobs: jobs-yes. Because you depend on celery: Celery runs jobs in the background." in said
    assert "Not understood: requirements.txt, line 3: no such line" in said
    assert "hunter2" not in said


def test_files_without_packages_are_an_error(site):
    with pytest.raises(ToolError, match="No package was found in these files"):
        call(site, "read_project_files", files={"setup.py": "print()"})
