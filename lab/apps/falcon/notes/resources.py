import asyncio
from collections.abc import AsyncIterator

import falcon
from falcon.asgi import Request, Response, WebSocket
from falcon.media.validators import jsonschema

from .store import Store

NOTE_SCHEMA = {
    "type": "object",
    "properties": {
        "title": {"type": "string", "minLength": 1, "maxLength": 100},
        "body": {"type": "string"},
    },
    "required": ["title", "body"],
}


class Hello:
    async def on_get(self, req: Request, resp: Response) -> None:
        resp.media = {"message": "Hello, world"}


class Notes:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def on_get(self, req: Request, resp: Response) -> None:
        resp.media = await falcon.sync_to_async(self._store.notes)

    @jsonschema.validate(NOTE_SCHEMA)
    async def on_post(self, req: Request, resp: Response) -> None:
        data = await req.get_media()
        resp.media = await falcon.sync_to_async(self._store.add_note, data["title"], data["body"])
        resp.status = falcon.HTTP_201

    async def on_get_note(self, req: Request, resp: Response, note_id: int) -> None:
        note = await falcon.sync_to_async(self._store.note, note_id)
        if note is None:
            raise falcon.HTTPNotFound
        resp.media = note


class Stream:
    async def on_get(self, req: Request, resp: Response) -> None:
        resp.content_type = falcon.MEDIA_TEXT
        resp.stream = self._lines()

    async def _lines(self) -> AsyncIterator[bytes]:
        for number in range(1, 6):
            yield f"line {number}\n".encode()
            await asyncio.sleep(0.2)


class Echo:
    async def on_websocket(self, req: Request, ws: WebSocket) -> None:
        await ws.accept()
        try:
            while True:
                await ws.send_text(await ws.receive_text())
        except falcon.WebSocketDisconnected:
            pass


class Jobs:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def on_get(self, req: Request, resp: Response) -> None:
        resp.media = {"done": await falcon.sync_to_async(self._store.jobs_done)}

    async def on_post(self, req: Request, resp: Response) -> None:
        resp.schedule(self._job)
        resp.status = falcon.HTTP_202

    async def _job(self) -> None:
        await asyncio.sleep(1)
        await falcon.sync_to_async(self._store.add_job)


class Error:
    async def on_get(self, req: Request, resp: Response) -> None:
        raise RuntimeError("the secret of the lab")
