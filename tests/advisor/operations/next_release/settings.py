from tests.advisor.operations.served import *  # noqa: F403
from tests.advisor.operations.served import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.advisor.operations.next_release"]
