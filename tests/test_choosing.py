import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from bot.choosing import choose
from bot.model import Showing


def play(matching: list[int], everything: list[int], shown: dict[int, Showing], rng: random.Random) -> int:
    item, showing = choose(matching, everything, shown, rng)
    shown[item] = showing
    return item


@given(st.integers(1, 12), st.integers(0, 2**32))
def test_a_round_shows_everything_once_and_rounds_do_not_meet_in_the_same_item(count: int, seed: int) -> None:
    rng, shown, everything = random.Random(seed), dict[int, Showing](), list(range(count))
    order = [play(everything, everything, shown, rng) for _ in range(3 * count)]
    for start in range(0, 3 * count, count):
        assert sorted(order[start : start + count]) == everything
    if count > 1:
        assert all(a != b for a, b in itertools.pairwise(order))


@given(st.integers(2, 10), st.data(), st.integers(0, 2**32))
def test_what_is_asked_for_does_not_repeat_before_all_of_it_was_shown(
    count: int, data: st.DataObject, seed: int
) -> None:
    everything = list(range(count))
    matching = data.draw(st.lists(st.sampled_from(everything), min_size=1, unique=True))
    rng, shown = random.Random(seed), dict[int, Showing]()
    for _ in range(data.draw(st.integers(0, count - 1))):  # the round has begun before
        play(everything, everything, shown, rng)
    unseen = [item for item in matching if item not in shown]
    asked = [play(matching, everything, shown, rng) for _ in unseen]
    assert sorted(asked) == sorted(unseen)


def test_what_matches_comes_back_in_the_order_it_was_shown_when_nothing_of_it_is_new() -> None:
    rng, shown = random.Random(1), dict[int, Showing]()
    order = [play([1, 2, 3], [1, 2, 3, 4], shown, rng) for _ in range(6)]
    assert order[:3] == order[3:]
    assert play([1, 2, 3, 4], [1, 2, 3, 4], shown, rng) == 4


def test_an_item_that_joins_later_is_shown_before_anything_repeats() -> None:
    rng, shown = random.Random(1), dict[int, Showing]()
    play([1, 2], [1, 2], shown, rng)
    rest = [play([1, 2, 3], [1, 2, 3], shown, rng) for _ in range(2)]
    assert 3 in rest
    assert {1, 2} & set(rest)


def test_the_same_seed_chooses_the_same() -> None:
    orders = []
    for _ in range(2):
        rng, shown = random.Random(5), dict[int, Showing]()
        orders.append([play([1, 2, 3, 4], [1, 2, 3, 4], shown, rng) for _ in range(8)])
    assert orders[0] == orders[1]
