import { pictureQuerySchema } from '@hybrid-store/contracts/mahak-adapter'
import type { HttpServer } from '@hybrid-store/http'
import type { AdapterDeps } from '../deps.ts'
import { sendFailure } from '../send-failure.ts'

/** `GET /v1/pictures?url=`: a picture of Mahak's as it is, 20 MB at most. */
export function picturesRoutes(app: HttpServer, { mahak, guard }: AdapterDeps): void {
  app.get('/v1/pictures', { schema: { querystring: pictureQuerySchema } }, async (request, reply) => {
    const picture = await guard('bulk', () => mahak.downloadPicture(request.query.url))
    if (!picture.ok) return sendFailure(reply, picture.error)
    return reply.type(picture.value.contentType).send(picture.value.bytes)
  })
}
