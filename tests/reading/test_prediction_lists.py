"""Which of an article's lists are predictions, and of which kind and time each of their items is."""

from __future__ import annotations

import pytest

from tests.reading import read

DECADE = "# Predictions for the next decade\n\n"


def predictions(source: str) -> list[tuple[str, str | None, str | None]]:
    return [(item.text, item.kind, item.horizon) for item in read(source).predictions]


def test_each_heading_of_an_article_that_counts_its_predictions_is_one() -> None:
    source = (
        "# 3 Predictions for Small Boats in 2035\n\nHere they are.\n\n"
        "## Quiet boats\n\nBoats can already dock without any help.\n\n"
        "## By 2030, no pilots\n\nThere is a shortage of pilots.\n"
    )
    assert [item[1:] for item in predictions(source)] == [("claim", "in 2035"), ("limit", "By 2030")]


def test_an_outlook_beside_a_list_does_not_inherit_its_time() -> None:
    source = (
        "# Boats\n\nBoats are old.\n\n## The next ten years\n\nThe town will shrink to a village.\n\n"
        "- Ferries will be silent\n- Ferries,\n- They run out of coal,\n"
    )
    assert predictions(source) == [
        ("The town will shrink to a village.", "outlook", None),
        ("Ferries will be silent", "outlook", "The next ten years"),
    ]


def test_a_numbered_heading_keeps_the_time_of_its_list_unless_it_names_its_own() -> None:
    source = (
        "# Trends\n\n## In the next decade\n\n### 1. Boats\n\nBoats are able to fly.\n\n"
        "### 2. Cars by 2040\n\nCars are able to fly.\n\n### Wheels\n\nWheels are able to fly.\n"
    )
    assert predictions(source) == [
        ("Boats are able to fly.", "claim", "In the next decade"),
        ("Cars are able to fly.", "claim", "by 2040"),
    ]


def test_a_list_ends_with_the_conclusion() -> None:
    source = (
        "# Trends\n\nBoats are old and slow.\n\nThese are the trends of the coming decade.\n\n"
        "- Ferries will be silent.\n\n## Conclusion\n\n- Ferries are able to fly.\n"
    )
    assert predictions(source) == [("Ferries will be silent.", "outlook", "the coming decade")]


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ("- There is a shortage of stone.", "limit"),
        ("- There is a shortage of stone, though machines can find some.", None),
        ("- Machines can find stone although there is a shortage.", None),
        ("1. Not enough stone\nMachines can find stone although there is a shortage.", "limit"),
        ("- 機械は魚を速く測ることができるが、その数は不足している。", None),
        ("- 氷は不足しているが、機械は水を作ることができる。", None),
    ],
)
def test_what_has_the_words_of_a_claim_and_of_a_limit_is_uncertain_unless_its_heading_tells(
    item: str, kind: str | None
) -> None:
    title = "# 市場の未来予測\n\n" if "が、" in item else DECADE
    assert [found[1] for found in predictions(f"{title}{item}\n")] == [kind]


def test_an_example_in_a_list_claims_nothing() -> None:
    assert predictions(f"{DECADE}- Machines can find stone.\n- For example, cranes can lift a house.\n") == [
        ("Machines can find stone.", "claim", "for the next decade")
    ]
    assert predictions("# 町の未来予測\n\n- 例えば、機械は石を見つけることができる。\n") == []


def test_each_heading_of_a_japanese_article_that_counts_its_predictions_is_one() -> None:
    source = "# 2035年までに海で起こる５つの変化\n\n## 電池の船\n\n船は夜でも走ることができる。\n"
    assert predictions(source) == [("船は夜でも走ることができる。", "claim", "2035年までに")]


def test_a_numbered_heading_in_japanese_keeps_the_time_of_its_list() -> None:
    source = "# 船\n\n## 今後10年の予測\n\n### １．電池の船\n\n船は夜でも走ることができる。\n"
    assert predictions(source) == [("船は夜でも走ることができる。", "claim", "今後10年")]


def test_a_plan_is_no_prediction() -> None:
    assert predictions("The harbour plans to launch two ferries in 2035.") == []


def test_a_quotation_is_the_outlook_only_if_the_rest_is_longer_than_it() -> None:
    quotation = "“The bridge will probably fall by 2030,”"
    assert [text for text, *_ in predictions(f"{quotation} she said.")] == [f"{quotation} she said."]
    rest = "said the mayor, who had come with her whole family to the opening of the fish market in May."
    assert [text for text, *_ in predictions(f"{quotation} {rest}")] == [quotation.strip("“”")]
