"""The HTTP interface joined to Kafka and PostgreSQL: `dwangsom web`."""

from __future__ import annotations

import uvicorn
from pydantic import SecretStr

from enforcement.readmodel import database, migrate
from enforcement.settings import Settings
from enforcement.web.app import create_app
from streams.submit import ActProducer


async def serve(database_url: str, bootstrap_servers: str, source: str, port: int) -> None:
    """Serve until SIGTERM or Ctrl-C; on 127.0.0.1 only, since nobody logs in yet."""
    settings = Settings(
        database_url=SecretStr(database_url),
        bootstrap_servers=bootstrap_servers,
        source=source,
        web_port=port,
    )
    migrate.upgrade(database_url)
    engine = database.open_engine(database_url)
    async with ActProducer(bootstrap_servers) as producer:
        app = create_app(settings, engine, producer.submit)
        config = uvicorn.Config(
            app, host=settings.web_host, port=settings.web_port, log_level="warning"
        )
        await uvicorn.Server(config).serve()
    await engine.dispose()
