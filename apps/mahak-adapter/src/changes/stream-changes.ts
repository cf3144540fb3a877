import type { Change, EntityName, ReadVersions } from '@hybrid-store/mahak-client'
import type { FastifyReply } from 'fastify'
import type { AdapterDeps } from '../deps.ts'
import { sendFailure } from '../send-failure.ts'
import { createLineStream, type LineStream } from './line-stream.ts'
import { tidyBytes } from './tidy-bytes.ts'
import { tidyRow } from './tidy-row.ts'
import { bytesOf } from './utf8-bytes.ts'

/**
 * Hands on Mahak's rows while they arrive, no faster than the caller reads them. A failure before the first piece left is a
 * problem of its own status, one after it is the last line. A caller who leaves ends the call to Mahak.
 */
export async function streamChanges(
  { mahak, guard }: AdapterDeps,
  versions: ReadVersions,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const left = new AbortController()
  reply.raw.once('close', () => left.abort())
  const lines = createLineStream((stream) => reply.type('application/x-ndjson; charset=utf-8').send(stream))
  const onBytes = (entity: EntityName, row: string) => lines.row(entity, tidyBytes(entity, row))
  const options = { signal: left.signal, onBytes }
  try {
    const read = () => mahak.readChanges(versions, (change) => write(lines, change), options)
    const outcome = await guard('bulk', read, left.signal)
    if (!outcome.ok && !lines.started) return sendFailure(reply, outcome.error)
    lines.end(outcome.ok ? { end: outcome.value } : { failure: outcome.error })
    return reply
  } catch (error) {
    lines.stream.destroy()
    throw error
  }
}

function write(lines: LineStream, change: Change): Promise<void> | undefined {
  if ('bad' in change) return lines.line(change)
  return lines.row(change.entity, bytesOf(JSON.stringify(tidyRow(change.entity, change.row))))
}
