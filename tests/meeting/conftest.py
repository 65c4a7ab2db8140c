"""How long the random tests look: the same examples every time, unless a longer search is asked for.

`HYPOTHESIS_PROFILE=search` tries new examples, and many more of them.
"""

import os

from hypothesis import HealthCheck, settings

QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example)
settings.register_profile(
    "meeting", derandomize=True, deadline=None, max_examples=150, stateful_step_count=50, suppress_health_check=QUIET
)
settings.register_profile("search", deadline=None, max_examples=1500, stateful_step_count=80, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "meeting"))
