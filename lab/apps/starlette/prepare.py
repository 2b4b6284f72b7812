import asyncio
import os

from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from models import Base, Note, User
from passwords import hash_password


async def prepare() -> None:
    engine = create_async_engine(f"sqlite+aiosqlite:///{os.environ['LAB_DATABASE']}")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with AsyncSession(engine) as session:
        session.add(User(username="ada", password=hash_password("lovelace-1843")))
        session.add(Note(id=1, title="Milk", body="Two litres"))
        session.add(Note(id=2, title="<b>Bold</b>", body="Tea & cake"))
        session.add(Note(id=3, title="Post office", body="Before noon"))
        await session.commit()
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(prepare())
