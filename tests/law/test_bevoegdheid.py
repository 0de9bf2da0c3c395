"""The court follows from the grondslag."""

import pytest

from enforcement.law import bevoegdheid


def test_a_spoorwegwet_case_goes_to_rotterdam_and_the_cbb() -> None:
    assert bevoegdheid.court_of_appeal("spoorwegwet") == (
        "rechtbank Rotterdam",
        "College van Beroep voor het bedrijfsleven",
    )


@pytest.mark.parametrize("grondslag", ["wvgs", "overig"])
def test_every_other_case_goes_to_the_ordinary_courts(grondslag: str) -> None:
    assert bevoegdheid.court_of_appeal(grondslag) == (
        "rechtbank",
        "Afdeling bestuursrechtspraak van de Raad van State",
    )


@pytest.mark.parametrize("grondslag", ["spoorwegwet", "wvgs", "overig"])
def test_a_route_gives_its_reason_and_articles(grondslag: str) -> None:
    route = bevoegdheid.route(grondslag)
    assert "bijlage 2" in route.reason
    assert all(article.startswith("Awb ") for article in route.articles)


@pytest.mark.parametrize("written", ["het CBb", "College van Beroep voor het bedrijfsleven"])
def test_a_court_is_known_by_the_ways_in_which_it_is_written(written: str) -> None:
    assert bevoegdheid.is_called(bevoegdheid.CBB, written)
    assert not bevoegdheid.is_called(bevoegdheid.ABRVS, written)


def test_another_rechtbank_is_not_that_of_rotterdam() -> None:
    assert bevoegdheid.is_called("rechtbank Rotterdam", "Rechtbank Rotterdam")
    assert not bevoegdheid.is_called("rechtbank Rotterdam", "rechtbank Den Haag")
    assert bevoegdheid.is_called("rechtbank", "rechtbank Den Haag")
