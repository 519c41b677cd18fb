"""Checks of the search for the lowest loss, beside scipy's."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from scipy import optimize
from scipy.special import expit

from rasa_project.components.optimizer import FEWEST_STEPS, minimize

Loss = Callable[[np.ndarray], tuple[float, np.ndarray]]


class Counted:
    """A loss that counts how often it was asked."""

    def __init__(self, loss: Loss) -> None:
        self._loss, self.asked = loss, 0

    def __call__(self, weights: np.ndarray) -> tuple[float, np.ndarray]:
        """Return the loss and its gradient, in single precision."""
        self.asked += 1
        value, gradient = self._loss(weights)
        return value, gradient.astype(np.float32)


def quadratic(size: int = 20) -> tuple[Loss, np.ndarray]:
    """Return a bowl that is ten times as steep one way as another, and where it is lowest."""
    random = np.random.RandomState(1)
    turned, _ = np.linalg.qr(random.normal(size=(size, size)))
    steepness = turned @ np.diag(np.linspace(1, 10, size)) @ turned.T
    lowest = random.normal(size=size)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        away = weights.astype(np.float64) - lowest
        return float(0.5 * away @ steepness @ away), steepness @ away

    return loss, lowest


def logistic() -> Loss:
    """Return the loss of a logistic regression with a penalty, on two hundred made-up points."""
    random = np.random.RandomState(2)
    points = random.normal(size=(200, 12))
    sides = np.where(points @ random.normal(size=12) + random.normal(size=200) > 0, 1.0, -1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        weights = weights.astype(np.float64)
        sure = sides * (points @ weights)
        value = np.logaddexp(0, -sure).sum() + 0.5 * weights @ weights
        return float(value), weights - points.T @ (sides * expit(-sure))

    return loss


def by_scipy(loss: Loss, size: int) -> np.ndarray:
    """Return where scipy finds the loss lowest."""
    return optimize.minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B").x


def zeros(size: int) -> np.ndarray:
    """Return where training starts."""
    return np.zeros(size, dtype=np.float32)


def test_the_bottom_of_a_bowl_is_found():
    loss, lowest = quadratic()
    found = minimize(Counted(loss), zeros(20), 60)
    assert np.abs(found - lowest).max() < 0.02
    assert np.abs(found - by_scipy(loss, 20)).max() < 0.02


def test_a_logistic_loss_falls_as_low_as_with_scipy():
    loss = logistic()
    found, expected = minimize(Counted(loss), zeros(12), 60), by_scipy(loss, 12)
    assert loss(found)[0] <= loss(expected)[0] * 1.001
    assert np.abs(found - expected).max() < 0.02


def test_it_stops_when_nothing_is_to_be_gained():
    loss, lowest = quadratic()
    at_the_bottom = Counted(loss)
    found = minimize(at_the_bottom, lowest.astype(np.float32), 1000)
    assert at_the_bottom.asked < 100  # a step is at most eleven
    assert np.abs(found - lowest).max() < 1e-3
    further = Counted(loss)
    minimize(further, zeros(20), 1000)
    assert FEWEST_STEPS < further.asked < 60


def test_it_stops_where_the_loss_is_flat():
    flat = Counted(lambda weights: (3.0, np.zeros_like(weights)))
    assert np.array_equal(minimize(flat, zeros(4), 1000), zeros(4))
    assert flat.asked <= FEWEST_STEPS + 2


def test_it_does_not_stop_because_the_first_steps_are_small():
    def wide(weights: np.ndarray) -> tuple[float, np.ndarray]:
        away = weights.astype(np.float64) - 0.05
        return 1000 + float(0.5 * away @ away), away

    assert np.abs(minimize(Counted(wide), zeros(20_000), 60) - 0.05).max() < 1e-3


def test_it_takes_no_more_steps_than_allowed_and_each_leads_lower():
    loss, _ = quadratic()
    reached = [loss(minimize(Counted(loss), zeros(20), steps))[0] for steps in range(8)]
    assert np.array_equal(minimize(Counted(loss), zeros(20), 0), zeros(20))
    assert all(later < earlier for earlier, later in pairwise(reached))


def test_the_start_is_left_alone_and_the_weights_stay_in_single_precision():
    loss, _ = quadratic()
    start = zeros(20)
    found = minimize(Counted(loss), start, 10)
    assert np.array_equal(start, zeros(20))
    assert found.dtype == np.float32


def test_a_first_step_that_goes_too_far_is_taken_back():
    for steepness in (50.0, 1e4, 1e6):

        def steep(weights: np.ndarray, steepness: float = steepness) -> tuple[float, np.ndarray]:
            away = weights.astype(np.float64) - 0.01
            return float(steepness * (away**2).sum()), 2 * steepness * away

        found = minimize(Counted(steep), zeros(3), 60)
        assert np.abs(found - 0.01).max() < 1e-3, steepness


def test_a_step_to_where_there_is_no_loss_at_all_is_taken_back():
    for slope in (20.0, 1000.0):

        def barrier(weights: np.ndarray, slope: float = slope) -> tuple[float, np.ndarray]:
            (weight,) = weights.astype(np.float64)
            if weight >= 0.1:
                return float("inf"), np.array([float("nan")])
            return -float(np.log(0.1 - weight)) - slope * float(weight), np.array([1 / (0.1 - weight) - slope])

        assert abs(minimize(Counted(barrier), zeros(1), 60)[0] - (0.1 - 1 / slope)) < 1e-3, slope
