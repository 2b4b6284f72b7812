from nicegui.testing import User


async def test_the_filter_counts(user: User) -> None:
    await user.open("/")
    user.find("Filter").type("Row 19")
    await user.should_see("11 of 200 rows")


async def test_a_name_is_required(user: User) -> None:
    await user.open("/work")
    user.find("Save").click()
    await user.should_see("Name is required")
