import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { REFUSALS, sendJson } from '../api/answers.ts'
import { type AuthoriseDeps, authorised } from '../api/authorise.ts'
import { int32 } from '../api/fold-keys.ts'
import { refuseMalformed } from '../api/malformed.ts'
import type { UploadDeps } from '../store/upload.ts'
import { keepPicture } from './keep-picture.ts'

export type UploadRouteDeps = AuthoriseDeps & UploadDeps

export const LARGEST_FILE = 20 * 1024 * 1024

/** `POST /Sync/Upload`: the file in the part `file`, the picture's id in `X-PictureId` (§7). */
export function uploadRoutes(app: FastifyInstance, deps: UploadRouteDeps): void {
  app.post(
    '/Sync/Upload',
    authorised(deps, async (visitorId, request, reply) => {
      const file = await readFile(request)
      if (file === 'malformed') return refuseMalformed(deps.switches, reply)
      if (file === 'none') return sendJson(reply, REFUSALS.noFile)
      if (file === 'too_large') return sendJson(reply.code(413), REFUSALS.fileTooLarge)
      return answer(deps, visitorId, file, request, reply)
    }),
  )
}

async function answer(
  deps: UploadRouteDeps,
  visitorId: number,
  content: Buffer,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const pictureId = int32(request.headers['x-pictureid']) ?? 0
  const kept = await keepPicture(deps, visitorId, { pictureId, name: fileName(request), content })
  if (!kept.ok) return sendJson(reply, kept.error.code === 'not_found' ? REFUSALS.rowNotFound : REFUSALS.noPicture)
  const { rowVersion, url, hash } = kept.value
  const AdditionalData = { FileUrl: url, FileHash: hash }
  return sendJson(reply, {
    Result: true,
    Data: { Result: true, EntityId: pictureId, RowVersion: rowVersion, AdditionalData },
  })
}

/** Headers are read as Latin-1, but phones send the name's UTF-8 bytes. */
function fileName({ headers }: FastifyRequest): string | null {
  const name = headers['x-filename']
  return typeof name === 'string' && name ? Buffer.from(name, 'latin1').toString('utf8').slice(0, 200) : null
}

async function readFile(request: FastifyRequest): Promise<Buffer | 'none' | 'too_large' | 'malformed'> {
  if (!request.isMultipart()) return 'none'
  try {
    let content: Buffer | 'none' = 'none'
    for await (const part of request.parts()) {
      if (part.type !== 'file') continue
      const bytes = await part.toBuffer()
      if (part.fieldname === 'file') content = bytes
    }
    return content
  } catch (error) {
    return isTooLarge(error) ? 'too_large' : 'malformed'
  }
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'statusCode' in error && error.statusCode === 413
