import pytest
from msgspec import Struct, json
from msgspec.structs import replace

from comparisons.catalogue.memo import memo


class Box(Struct, frozen=True, dict=True):
    number: int


def counted(result):
    """Return a memoised function of a box, and the list of boxes for which it ran."""
    asked = []

    @memo
    def function(box):
        """Describe a box."""
        asked.append(box)
        return result(box)

    return function, asked


def test_a_function_runs_once_for_each_value():
    doubled, asked = counted(lambda box: [2 * box.number])
    box = Box(4)
    assert doubled(box) is doubled(box)
    assert (doubled(box), len(asked)) == ([8], 1)


def test_a_result_of_none_is_stored():
    nothing, asked = counted(lambda box: None)
    box = Box(4)
    assert (nothing(box), nothing(box), len(asked)) == (None, None, 1)


def test_equal_values_and_copies_do_not_share_results():
    doubled, asked = counted(lambda box: [2 * box.number])
    box = Box(4)
    first = doubled(box)
    for other in (Box(4), replace(box), json.decode(json.encode(box), type=Box)):
        assert doubled(other) == first
        assert doubled(other) is not first
    assert len(asked) == 4


def test_functions_of_the_same_name_do_not_share_results():
    (doubled, _), (tripled, _) = counted(lambda box: 2 * box.number), counted(lambda box: 3 * box.number)
    box = Box(4)
    assert (doubled(box), tripled(box), doubled(box)) == (8, 12, 8)


def test_results_do_not_affect_equality_encoding_or_hash():
    doubled, _ = counted(lambda box: 2 * box.number)
    box = Box(4)
    doubled(box)
    assert box == Box(4)
    assert hash(box) == hash(Box(4))
    assert json.encode(box) == b'{"number":4}'


def test_an_exception_is_not_stored():
    reciprocal, asked = counted(lambda box: 1 / box.number)
    box = Box(0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            reciprocal(box)
    assert len(asked) == 2


def test_of_two_concurrent_runs_the_first_result_is_stored():
    inner = []

    def result(box):
        if not inner:
            inner.append(None)
            inner[0] = function(box)
        return object()

    function, asked = counted(result)
    box = Box(4)
    assert function(box) is inner[0] is function(box)
    assert len(asked) == 2


def test_the_function_keeps_its_name_and_docstring():
    function, _ = counted(lambda box: box)
    assert (function.__name__, function.__doc__) == ("function", "Describe a box.")


def test_a_value_without_a_dict_is_refused():
    function, _ = counted(lambda box: box)
    with pytest.raises(AttributeError):
        function(4)
