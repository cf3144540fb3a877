import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { readIncoming } from '../save/incoming.ts'
import { type SaveDeps, saveAllData } from '../save/save-all-data.ts'
import type { SwitchBoard } from '../switches/switch-board.ts'
import { meetFault, meetLateFault } from './faults.ts'
import { getAllData, readGetAllDataRequest } from './get-all-data.ts'
import { type LogInDeps, logIn } from './log-in.ts'
import { pictureRoutes } from './picture.routes.ts'
import { readToken } from './token.ts'

export interface MahakApiDeps extends LogInDeps, SaveDeps {
  switches: SwitchBoard
  logger: Logger
}

const UNAUTHORIZED = { message: 'Unauthorized' }
const MALFORMED = { Result: false, Message: 'اطلاعات ارسالی معتبر نیست' }
const BROKEN = { Result: false, Message: 'خطای داخلی سرور' }

const MAX_BODY = 256 * 1024 * 1024

/** Mahak's own routes under `/API/v3`, answered in Mahak's manner (§1-§5). The V1 and V2 names do the same. */
export function mahakRoutes(deps: MahakApiDeps): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    readJsonOfAnyType(app)
    app.setErrorHandler((error: { statusCode?: number }, request, reply) =>
      answerError(deps.logger, error, request, reply),
    )
    app.setNotFoundHandler((_request, reply) => reply.code(404).send())
    app.addHook('onRequest', async (_request, reply) => allowBrowsers(reply))
    app.addHook('onRequest', (request, reply) => meetFault(deps.switches, request, reply))
    app.options('/*', (_request, reply) => reply.code(204).send())

    for (const name of ['Login', 'LoginV2']) {
      app.post(`/Sync/${name}`, async (request, reply) => {
        const { status, body } = await logIn(deps, foldKeys(request.body), request.ip)
        return sendPieces(request, reply.code(status), [JSON.stringify(body)])
      })
    }
    for (const suffix of ['', 'V2']) {
      app.post(`/Sync/GetAllData${suffix}`, { bodyLimit: MAX_BODY }, (request, reply) =>
        getChanges(deps, request, reply),
      )
      app.post(`/Sync/SaveAllData${suffix}`, { bodyLimit: MAX_BODY }, (request, reply) =>
        saveRows(deps, request, reply),
      )
    }
    await app.register(pictureRoutes(deps))
  }
}

async function getChanges(deps: MahakApiDeps, request: FastifyRequest, reply: FastifyReply) {
  const visitorId = await readToken(deps.installation, request.headers.authorization, deps.clock)
  if (visitorId === null) return reply.code(401).send(UNAUTHORIZED)
  const wanted = readGetAllDataRequest(foldKeys(request.body))
  if (!wanted) return reply.code(400).send(MALFORMED)
  return sendPieces(request, reply, getAllData(deps.db, visitorId, wanted, deps.switches.current()))
}

async function saveRows(deps: MahakApiDeps, request: FastifyRequest, reply: FastifyReply) {
  const visitorId = await readToken(deps.installation, request.headers.authorization, deps.clock)
  if (visitorId === null) return reply.code(401).send(UNAUTHORIZED)
  const lists = readIncoming(typeof request.body === 'object' && request.body !== null ? request.body : {})
  if (!lists) return reply.code(400).send(MALFORMED)
  const answer = await saveAllData(deps, visitorId, lists)
  return sendPieces(request, reply, [JSON.stringify(answer)])
}

async function sendPieces(
  request: FastifyRequest,
  reply: FastifyReply,
  pieces: Iterable<string> | AsyncIterable<string>,
) {
  const stream = Readable.from(pieces)
  if (await meetLateFault(request, reply, stream)) return reply
  return reply.type('application/json; charset=utf-8').send(stream)
}

/** Clients send several types for the same JSON, some with a charset that is none (§1.2). */
function readJsonOfAnyType(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_BODY }, (_request, body, done) => {
    try {
      done(null, body === '' ? {} : JSON.parse(String(body).replace(/^\uFEFF/, '')))
    } catch {
      done(Object.assign(new Error('no JSON'), { statusCode: 400 }))
    }
  })
}

function answerError(logger: Logger, error: { statusCode?: number }, request: FastifyRequest, reply: FastifyReply) {
  const status = error.statusCode ?? 500
  if (status < 500) return reply.code(status).send(MALFORMED)
  logger.error({ err: error, path: request.url }, 'a request to the API failed')
  return reply.code(500).send(BROKEN)
}

/** A browser app calls the API directly, so it is open to all origins (§1.2). */
function allowBrowsers(reply: FastifyReply): void {
  reply.headers({
    'access-control-allow-origin': '*',
    'access-control-allow-headers': '*',
    'access-control-allow-methods': '*',
  })
}

/** Requests are matched in any case (§1.3), so their members are looked up in lower case. */
function foldKeys(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null) return {}
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value]))
}
