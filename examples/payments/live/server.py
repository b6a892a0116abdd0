"""localstripe on loopback, without a file, and with what it lacks: idempotency keys as Stripe documents them.

The header `X-Lose-Response` makes it close the connection after a request was handled.
"""
import sys

from aiohttp import web
from localstripe import resources, server

# It would keep everything in a file that all its processes share.
resources.Store.dump_to_disk = lambda self: None

seen = {}


@web.middleware
async def idempotency(request, handler):
    key = request.headers.get("Idempotency-Key")
    body = await request.read()
    if key in seen and seen[key][0] != (request.path, body):
        error = {"type": "idempotency_error", "message": "Keys for idempotent requests can only be used with the same parameters."}
        return web.json_response({"error": error}, status=400)
    if key in seen:
        status, content = seen[key][1]
        return web.Response(status=status, body=content, content_type="application/json", headers={"Idempotent-Replayed": "true"})
    response = await handler(request)
    if key is not None:
        seen[key] = ((request.path, body), (response.status, response.body))
        if request.headers.get("X-Lose-Response"):
            request.transport.abort()
    return response


server.app.middlewares.insert(0, idempotency)
web.run_app(server.app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)
