from audit.finding import Finding, merged, summary_lines

CONTRAST = Finding("home", "color-contrast", ".lead", "too faint")


def test_a_finding_in_several_configurations_is_listed_once():
    found = [(CONTRAST, "dark 360"), (CONTRAST, "dark 1440")]
    assert merged(found) == [Finding("home", "color-contrast", ".lead", "too faint (dark 360, dark 1440)")]


def test_a_rule_broken_in_several_places_of_a_page_takes_one_line():
    other = Finding("home", "color-contrast", ".crumb", "too faint")
    elsewhere = Finding("pick", "color-contrast", ".lead", "too faint")
    assert list(summary_lines([CONTRAST, other, elsewhere])) == [
        "home  color-contrast  .lead  and 1 more  too faint",
        "pick  color-contrast  .lead  too faint",
    ]
