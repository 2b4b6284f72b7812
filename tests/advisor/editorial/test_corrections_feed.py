from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import Permission, User

from advisor.editorial.corrections_feed import feed_address
from tests.comparisons.corrections.sent import sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def ada():
    user = User.objects.create_user("ada", password="a-long-password", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_correction"))
    return user


def test_a_feed_reader_gets_what_waits_without_a_login_and_without_contacts(client, ada):
    sent("It is <b>9</b>.", source="https://pills.example/", contact="secret@example.org")
    response = client.get(feed_address(ada))
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    [entry] = ElementTree.fromstring(response.content).iter(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Alder: Admin"
    content = entry.find(f"{ATOM}content").text
    assert "It is &lt;b&gt;9&lt;/b&gt;." in content
    assert "href" not in content
    assert "secret@example.org" not in response.content.decode()


def test_without_corrections_the_feed_is_empty(client, ada):
    assert list(ElementTree.fromstring(client.get(feed_address(ada)).content).iter(f"{ATOM}entry")) == []


def test_an_address_is_an_editors_own_and_ends_with_the_password_the_right_or_the_login(client, ada):
    address = feed_address(ada)
    other = User.objects.create_superuser("berta")
    assert client.get(address.replace(f"login={ada.pk}&", f"login={other.pk}&")).status_code == 404
    assert client.get(f"{address[:-1]}{'b' if address[-1] == 'a' else 'a'}").status_code == 404
    ada.user_permissions.clear()
    assert client.get(address).status_code == 404
    ada.is_superuser = True
    ada.save()
    assert client.get(address).status_code == 200
    ada.set_password("another-long-password")
    ada.save()
    assert client.get(address).status_code == 404
    address = feed_address(ada)
    ada.is_active = False
    ada.save()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("query", ["", "login=0", "login=1&token=" + "0" * 40, "login=" + "9" * 30, "login=x&token=é"])
def test_guesses_find_nothing(client, query):
    assert client.get(f"/admin/desk/corrections.atom?{query}").status_code == 404
