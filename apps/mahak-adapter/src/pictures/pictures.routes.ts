import {
  MAX_PICTURE_BYTES,
  pictureQuerySchema,
  uploadedPictureSchema,
  uploadPictureQuerySchema,
} from '@hybrid-store/contracts/mahak-adapter'
import { type HttpServer, sendProblem } from '@hybrid-store/http'
import type { AdapterDeps } from '../deps.ts'
import { sendFailure } from '../send-failure.ts'

/**
 * `GET /v1/pictures?url=`: a picture of Mahak's as it is. `POST /v1/pictures?pictureId=&fileName=`: the file of a picture
 * whose row is saved already. 20 MB at most, and never before an order.
 */
export function picturesRoutes(app: HttpServer, { mahak, guard }: AdapterDeps): void {
  const download = { summary: 'The file of a picture', produces: ['image/*'], querystring: pictureQuerySchema }
  app.get('/v1/pictures', { schema: download }, async (request, reply) => {
    const picture = await guard('bulk', () => mahak.downloadPicture(request.query.url, { maxBytes: MAX_PICTURE_BYTES }))
    if (!picture.ok) return sendFailure(reply, picture.error)
    return reply.type(picture.value.contentType).send(picture.value.bytes)
  })

  app.addContentTypeParser(/^image\//, { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => body)
  const upload = {
    summary: 'Send the file of a picture, which is the body; its row has to be saved already',
    querystring: uploadPictureQuerySchema,
    consumes: ['image/*'],
    response: { 200: uploadedPictureSchema },
  }
  app.post('/v1/pictures', { schema: upload, bodyLimit: MAX_PICTURE_BYTES }, async (request, reply) => {
    const bytes = request.body
    if (!(bytes instanceof Uint8Array) || bytes.length === 0) {
      return sendProblem(reply, { code: 'invalid_request', errors: [{ field: 'body', message: 'is no picture' }] })
    }
    const contentType = request.headers['content-type'] ?? ''
    const picture = { ...request.query, contentType, bytes: new Uint8Array(bytes) }
    const uploaded = await guard('bulk', () => mahak.uploadPicture(picture))
    return uploaded.ok ? uploaded.value : sendFailure(reply, uploaded.error)
  })
}
