"""Strategies for random performance tables and points."""

from hypothesis import strategies as st

from comparisons.ranking.performance_table import Interval, PerformanceTable

shares = st.floats(min_value=0, max_value=1)
intervals = st.tuples(shares, shares, shares).map(lambda ends: Interval(*sorted(ends)))
points = st.sampled_from([0, 1, 2, 4, 8])


@st.composite
def tables(draw):
    n, m = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    row = st.tuples(*[st.none() | intervals] * m)
    return PerformanceTable(
        alternatives=tuple(f"a{i}" for i in range(n)),
        criteria=tuple(f"c{j}" for j in range(m)),
        cells=draw(st.tuples(*[row] * n)),
    )
