import pytest
from pydantic import ValidationError

from enforcement.settings import Settings


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DWANGSOM_DATABASE_URL", "postgresql://a:geheim@db:5432/x")
    monkeypatch.setenv("DWANGSOM_BOOTSTRAP_SERVERS", "k1:9092,k2:9092")
    monkeypatch.setenv("DWANGSOM_WEB_PORT", "9000")
    settings = Settings()
    assert settings.database_url.get_secret_value() == "postgresql://a:geheim@db:5432/x"
    assert (settings.bootstrap_servers, settings.web_port) == ("k1:9092,k2:9092", 9000)


def test_the_password_of_the_database_is_never_printed() -> None:
    told = repr(Settings.model_validate({"database_url": "postgresql://a:geheim@db/x"}))
    assert "geheim" not in told
    with pytest.raises(ValidationError) as refused:
        Settings.model_validate({"database_url": "mysql://a:geheim@db/x"})
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEB_HOST", "0.0.0.0"),  # noqa: S104 - that is what is refused
        ("WEB_HOST", "::1"),
        ("WEB_PORT", "0"),
        ("WEB_PORT", "70000"),
        ("SOURCE", "urn:nld:oin:1:systeem:x"),
        ("BOOTSTRAP_SERVERS", "kafka"),
        ("DATABASE_URL", "mysql://x"),
    ],
)
def test_a_wrong_setting_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"DWANGSOM_{name}", value)
    with pytest.raises(ValidationError):
        Settings()
