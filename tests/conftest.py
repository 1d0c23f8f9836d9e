"""Settings for all tests: what hypothesis draws is the same in every run, so that a red run is red everywhere.

`python -m pytest --hypothesis-profile explore` draws anew, ten times as much; what it finds becomes an @example.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("fixed", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", settings.get_profile("fixed"), derandomize=False, max_examples=1000)
settings.load_profile("fixed")
