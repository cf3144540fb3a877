import type { FastifyInstance } from 'fastify'
import { sendProblem } from './problem.ts'

/** PostgreSQL keeps neither: the first in no text at all, the second not in JSON. */
const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** Refuses requests with text that no table can hold, before a query fails over it; the refusal names the field. */
export function refuseUnstorableText(app: FastifyInstance): void {
  app.addHook('preValidation', async (request, reply) => {
    const field = findText({ querystring: request.query, body: request.body }, (text) => !isStorable(text))
    if (field === null) return
    const message = 'text holds a NUL character or half a surrogate pair'
    return sendProblem(reply, { code: 'invalid_request', detail: message, errors: [{ field, message }] })
  })
}

/**
 * The place of the first text, or name of a member, for which `wanted` holds, e.g. `body.address.city`; null if there is
 * none. Without recursion, for a body may be nested deeper than the stack allows.
 */
function findText(root: Record<string, unknown>, wanted: (text: string) => boolean): string | null {
  const waiting: { value: unknown; place: string }[] = Object.entries(root).map(([place, value]) => ({ value, place }))
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, place } = next
    if (typeof value === 'string' && wanted(value)) return place
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) continue
    for (const [name, member] of Object.entries(value)) {
      if (wanted(name)) return place
      // Deep places are not spelt out: 100,000 levels of text would be 10 GB.
      waiting.push({ value: member, place: place.length > 200 ? place : `${place}.${name}` })
    }
  }
  return null
}
