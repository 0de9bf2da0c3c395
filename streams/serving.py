"""Pages and HTTP interface joined to Kafka and PostgreSQL: `dwangsom web`."""

from __future__ import annotations

import uvicorn
from pydantic import SecretStr

from enforcement.delivery import migrate as record_migrate
from enforcement.readmodel import database, migrate
from enforcement.settings import Settings
from enforcement.web.app import create_app
from streams import clock
from streams.clock import Clock
from streams.submit import ActProducer


def settings(database_url: str, bootstrap_servers: str, source: str, port: int) -> Settings:
    """The settings of the web; a wrong one raises with its place."""
    return Settings(
        database_url=SecretStr(database_url),
        bootstrap_servers=bootstrap_servers,
        source=source,
        web_port=port,
    )


def upgrade(database_url: str) -> None:
    """Bring both schemas up: what is read from the topics, and what is kept."""
    migrate.upgrade(database_url)
    record_migrate.upgrade(database.address(database_url))


async def serve(asked: Settings, time: Clock) -> None:
    """Serve until SIGTERM or Ctrl-C; on 127.0.0.1 only, since nobody logs in yet."""
    database_url = asked.database_url.get_secret_value()
    upgrade(database_url)
    engine = database.open_engine(database_url)
    async with ActProducer(asked.bootstrap_servers) as producer:
        app = create_app(
            asked, engine, producer.submit, today=lambda: clock.today(time), now=time.now
        )
        config = uvicorn.Config(app, host=asked.web_host, port=asked.web_port, log_level="warning")
        await uvicorn.Server(config).serve()
    await engine.dispose()
