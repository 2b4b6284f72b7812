import asyncio

import falcon
import falcon.asgi
import sample
from falcon.asgi import Request, Response, WebSocket


class Hello:
    async def on_get(self, request: Request, response: Response) -> None:
        response.text = "Hello"


class Json:
    async def on_get(self, request: Request, response: Response, kind: str) -> None:
        response.media = {"value": sample.VALUES[kind]}


class JsonBody:
    async def on_post(self, request: Request, response: Response) -> None:
        response.text = str(len((await request.get_media())["text"]))


class Form:
    async def on_post(self, request: Request, response: Response) -> None:
        response.text = str(len((await request.get_media())["text"]))


class Upload:
    async def on_post(self, request: Request, response: Response) -> None:
        async for part in await request.get_media():
            response.text = str(len(await part.stream.read()))


class PlainForm:
    async def on_post(self, request: Request, response: Response) -> None:
        response.text = "taken"


class Cookie:
    async def on_get(self, request: Request, response: Response) -> None:
        response.set_cookie("colour", "green")


class Error:
    async def on_get(self, request: Request, response: Response) -> None:
        raise RuntimeError("the secret of the lab")


class Number:
    async def on_get(self, request: Request, response: Response, number: int) -> None:
        response.text = str(number)


class Query:
    async def on_get(self, request: Request, response: Response) -> None:
        response.text = request.get_param("tag")


class Asynchronous:
    async def on_get(self, request: Request, response: Response) -> None:
        response.text = "async"


class Stream:
    async def on_get(self, request: Request, response: Response) -> None:
        response.content_type = falcon.MEDIA_TEXT
        response.stream = sample.async_lines()


class Wait:
    async def on_get(self, request: Request, response: Response) -> None:
        await asyncio.sleep(2)
        response.text = "done"


class Text:
    async def on_get(self, request: Request, response: Response) -> None:
        response.text = "café"


class Large:
    async def on_get(self, request: Request, response: Response) -> None:
        response.content_type = falcon.MEDIA_HTML
        response.text = sample.LARGE


class Dict:
    async def on_get(self, request: Request, response: Response) -> None:
        response.media = {"a": 1}


class Echo:
    async def on_websocket(self, request: Request, websocket: WebSocket) -> None:
        await websocket.accept()
        try:
            while True:
                await websocket.send_text(await websocket.receive_text())
        except falcon.WebSocketDisconnected:
            return


class First:
    async def on_get(self, request: Request, response: Response) -> None:
        response.text = "first"


class Second:
    async def on_get(self, request: Request, response: Response) -> None:
        response.text = "second"


app = falcon.asgi.App()
app.add_route("/", Hello())
app.add_route("/json/{kind}", Json())
app.add_route("/json", JsonBody())
app.add_route("/form", Form())
app.add_route("/upload", Upload())
app.add_route("/plain-form", PlainForm())
app.add_route("/cookie", Cookie())
app.add_route("/error", Error())
app.add_route("/number/{number:int}", Number())
app.add_route("/query", Query())
app.add_route("/async", Asynchronous())
app.add_route("/stream", Stream())
app.add_route("/wait", Wait())
app.add_route("/text", Text())
app.add_route("/large", Large())
app.add_route("/dict", Dict())
app.add_route("/echo", Echo())
app.add_static_route("/static", sample.STATIC)
if sample.DOUBLE:
    app.add_route("/double", First())
    app.add_route("/double", Second())
