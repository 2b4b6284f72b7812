from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.accounts.lockout import FREE_OTHERS, FREE_PAIR, LONGEST_WAIT, begin, succeeded, unlock, wait_after
from advisor.models import LoginFailures

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"


def at(seconds):
    return NOON + timedelta(seconds=seconds)


def fail(times, name="ann", address=HOME, now=NOON):
    """Fail a number of times, each as soon as an attempt is allowed; return the time of the last failure."""
    for _ in range(times):
        now = begin(name, address, now) or now
        begin(name, address, now)
    return now


def fail_at_once(times, name="ann", address=HOME, now=NOON):
    return [begin(name, address, now) for _ in range(times)]


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (11, 900), (10**9, 900)],
)
def test_the_wait_grows_after_five_failures_up_to_15_minutes(failures, seconds):
    assert wait_after(failures, FREE_PAIR) == timedelta(seconds=seconds)


@given(st.integers(0, 10**6), st.integers(0, 100))
def test_the_wait_never_decreases_and_never_exceeds_the_longest(failures, free):
    assert wait_after(failures, free) <= wait_after(failures + 1, free) <= LONGEST_WAIT


@pytest.mark.django_db
def test_five_attempts_are_free_and_the_sixth_has_to_wait():
    assert fail_at_once(6) == [None] * 5 + [at(30)]
    assert begin("ann", HOME, at(29)) == at(30)
    assert begin("ann", HOME, at(30)) is None
    assert begin("ann", HOME, at(31)) == at(90)


@pytest.mark.django_db
def test_refused_attempts_do_not_lengthen_the_wait():
    fail_at_once(100)
    assert begin("ann", HOME, at(30)) is None


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Ann", " ann", "\uff41nn"])
def test_spellings_of_a_name_share_a_count(name):
    fail_at_once(5)
    assert begin(name, HOME, NOON) == at(30)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "", True),
    ],
)
def test_addresses_of_one_network_share_a_count(first, second, same):
    fail_at_once(5, address=first)
    assert (begin("ann", second, NOON) is not None) is same


@pytest.mark.django_db
def test_a_success_resets_the_count_of_the_pair():
    fail_at_once(4)
    assert begin("ann", HOME, NOON) is None
    succeeded("ann", HOME, NOON)
    assert fail_at_once(6) == [None] * 5 + [at(30)]


@pytest.mark.django_db
def test_many_addresses_guessing_one_name_share_a_count():
    for number in range(FREE_OTHERS):
        assert begin("ann", f"198.51.100.{number}", NOON) is None
    assert begin("ann", "203.0.113.1", NOON) == at(30)
    assert begin("bob", "203.0.113.1", NOON) is None


@pytest.mark.django_db
def test_one_address_guessing_many_names_has_to_wait():
    for number in range(FREE_OTHERS):
        assert begin(f"name-{number}", ELSEWHERE, NOON) is None
    assert begin("ann", ELSEWHERE, NOON) == at(30)
    assert begin("ann", HOME, NOON) is None


@pytest.mark.django_db
def test_attacks_from_other_addresses_do_not_lock_out_a_familiar_one_for_30_days():
    begin("ann", HOME, NOON)
    succeeded("ann", HOME, NOON)
    for number in range(FREE_OTHERS + 1):
        begin("ann", f"198.51.100.{number}", NOON)
    assert begin("ann", "203.0.113.1", NOON) == at(30)
    assert begin("ann", HOME, NOON) is None
    late = NOON + timedelta(days=31)
    for number in range(FREE_OTHERS + 1):
        begin("ann", f"198.51.100.{number}", late)
    assert begin("ann", HOME, late) == late + timedelta(seconds=30)


@pytest.mark.django_db
def test_a_success_takes_back_only_its_own_attempt():
    for number in range(FREE_OTHERS - 1):
        begin("ann", f"198.51.100.{number}", NOON)
    begin("ann", HOME, NOON)
    succeeded("ann", HOME, NOON)
    assert begin("ann", "203.0.113.1", NOON) is None
    assert begin("ann", "203.0.113.2", NOON) == at(30)


@pytest.mark.django_db
def test_failures_expire_and_their_rows_are_deleted_after_a_day():
    last = fail(12)
    assert begin("ann", HOME, last + timedelta(days=1, minutes=16)) is None
    assert set(LoginFailures.objects.values_list("failures", flat=True)) == {1}
    begin("bob", ELSEWHERE, last + timedelta(days=3))
    assert LoginFailures.objects.count() == 3


@pytest.mark.django_db
def test_failures_from_a_familiar_address_expire_after_a_day():
    begin("ann", HOME, NOON)
    succeeded("ann", HOME, NOON)
    fail_at_once(4, now=at(60))
    tomorrow = at(61) + timedelta(days=1)
    assert fail_at_once(6, now=tomorrow) == [None] * 5 + [tomorrow + timedelta(seconds=30)]


@pytest.mark.django_db
def test_refused_attempts_add_no_rows():
    for number in range(FREE_OTHERS):
        begin(f"name-{number}", ELSEWHERE, NOON)
    before = LoginFailures.objects.count()
    assert begin("another", ELSEWHERE, NOON) == at(30)
    assert LoginFailures.objects.count() == before


@pytest.mark.django_db
def test_neither_names_nor_addresses_are_stored():
    begin("ann", HOME, NOON)
    rows = str(list(LoginFailures.objects.values()))
    assert "ann" not in rows
    assert HOME not in rows


@pytest.mark.django_db
def test_unlocking_a_name_deletes_its_failures_and_those_of_its_addresses():
    fail_at_once(5)
    for number in range(FREE_OTHERS):
        begin(f"name-{number}", HOME, NOON)
    fail_at_once(5, name="bob", address=ELSEWHERE)
    assert unlock("Ann")
    assert begin("ann", HOME, NOON) is None
    assert begin("bob", ELSEWHERE, NOON) == at(30)
    assert not unlock("carl")


@pytest.mark.django_db
@pytest.mark.parametrize("ahead", [timedelta(minutes=1), timedelta(days=200)])
def test_failures_noted_while_the_clock_was_ahead_keep_out_no_longer_than_others(ahead):
    fail_at_once(20, now=NOON + ahead)
    LoginFailures.objects.update(failures=20)
    until = begin("ann", HOME, NOON)
    assert until == NOON + LONGEST_WAIT
    assert begin("ann", HOME, NOON + timedelta(minutes=1)) == until
    assert begin("ann", HOME, until) is None


@pytest.mark.django_db
def test_a_login_noted_while_the_clock_was_ahead_is_familiar_for_30_days_from_now():
    begin("ann", HOME, NOON + timedelta(days=400))
    succeeded("ann", HOME, NOON + timedelta(days=400))
    begin("ann", HOME, NOON)
    assert LoginFailures.objects.get(succeeded_at__isnull=False).succeeded_at == NOON
