import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SwitchBoard } from '../switches/switch-board.ts'
import type { Fault } from '../switches/switches.ts'

const STATUS = { '429': 429, '500': 500, '502': 502, '503': 503 } as const

/** Faults of a request that happen after its work is done: the caller cannot know that it was. */
const late = new WeakMap<FastifyRequest, Fault['kind']>()

/** Lets the next due fault befall the request: waits, answers in Mahak's place, or cuts the connection. */
export async function meetFault(board: SwitchBoard, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { latencyMs } = board.current()
  if (latencyMs > 0) await sleep(latencyMs)
  const kind = board.takeFault(request.url)?.kind
  if (!kind) return
  if (kind === 'reset-before') cut(request, reply)
  else if (kind === 'reset-after' || kind === 'truncate') late.set(request, kind)
  else if (kind === 'html')
    await reply.type('text/html').send('<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>')
  else if (kind === '401') await reply.code(401).send({ message: 'Unauthorized' })
  else await reply.code(STATUS[kind]).type('text/plain').send('')
}

/** True if the answer was swallowed: after the commit the connection is cut, or half of the text is sent and then cut. */
export async function meetLateFault(
  request: FastifyRequest,
  reply: FastifyReply,
  pieces: AsyncIterable<string>,
): Promise<boolean> {
  const kind = late.get(request)
  if (!kind) return false
  let text = ''
  for await (const piece of pieces) text += piece
  if (kind === 'reset-after') {
    cut(request, reply)
    return true
  }
  reply.hijack()
  const bytes = Buffer.from(text)
  reply.raw.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length })
  reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.raw.socket.destroy())
  return true
}

function cut(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack()
  request.raw.socket.destroy()
}
