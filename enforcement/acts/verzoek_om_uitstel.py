"""The debtor asks for deferral. Awb 4:94; silence is not deferral (RVS:2017:1229)."""

from enforcement.act import Act


class VerzoekOmUitstel(Act):
    """The request stops nothing; only a decision does."""

    topic = "appeals"
    title = "Verzoek om uitstel van betaling ontvangen"
    articles = ("Awb 4:94",)
