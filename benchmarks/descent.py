"""Where a slope comes down to: resilient back-propagation, for the fits."""

import math
from collections.abc import Callable

Signs = dict[str, float]


def descended(weights: Signs, slope: Callable[[Signs], Signs], *, steps: int = 150) -> Signs:
    """Where resilient back-propagation (Rprop) comes to: each figure has a step of its own, longer while its slope keeps its sign."""
    step = dict.fromkeys(weights, 0.1)
    before = dict.fromkeys(weights, 0.0)
    for _ in range(steps):
        now = slope(weights)
        for name, value in now.items():
            if value * before[name] < 0:
                step[name] = max(step[name] * 0.5, 1e-4)
                before[name] = 0.0
                continue
            if value * before[name] > 0:
                step[name] = min(step[name] * 1.2, 2.0)
            weights[name] -= math.copysign(step[name], value) if value else 0.0
            before[name] = value
    return weights
