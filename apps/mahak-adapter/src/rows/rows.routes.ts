import {
  CORRELATION_IDS_HEADER,
  saveRowsAnswerSchema,
  saveRowsRequestSchema,
} from '@hybrid-store/contracts/mahak-adapter'
import { type HttpServer, sendProblem } from '@hybrid-store/http'
import type { AdapterDeps } from '../deps.ts'
import { sendFailure } from '../send-failure.ts'
import { parseSaveLists } from './parse-save-lists.ts'
import { saveRows } from './save-rows.ts'

const BODY_LIMIT = 32 * 1024 * 1024

/** `POST /v1/rows`: saves lists of rows and tells the fate of each. */
export function rowsRoutes(app: HttpServer, deps: AdapterDeps): void {
  const schema = {
    summary: 'Save lists of rows',
    body: saveRowsRequestSchema,
    response: { 200: saveRowsAnswerSchema },
  }
  app.post('/v1/rows', { schema, bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const lists = parseSaveLists(request.body)
    if (!lists.ok) return sendProblem(reply, lists.error)
    request.log.info({ correlationIds: String(request.headers[CORRELATION_IDS_HEADER] ?? '') }, 'saving')
    const saved = await saveRows(deps, lists.value)
    return saved.ok ? saved.value : sendFailure(reply, saved.error)
  })
}
