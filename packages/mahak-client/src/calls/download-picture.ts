import { ok } from '@hybrid-store/kernel'
import { failure, failureOfBroken, type Outcome } from '../failure.ts'
import { failureOfStatus } from '../http/failure-of-status.ts'
import { readBytes } from '../http/transport.ts'
import type { CallContext } from './api-call.ts'

export interface Picture {
  bytes: Buffer
  contentType: string
}

const MAX_PICTURE = 20 * 1024 * 1024

/**
 * A picture by its address in `Picture.Url`, which is relative to Mahak's host and open to everyone (§7): no token is sent.
 * An address on another host is `invalid`, so that no row can make the shop call elsewhere.
 */
export async function downloadPicture(
  context: CallContext,
  address: string,
  maxBytes: number = MAX_PICTURE,
): Promise<Outcome<Picture>> {
  const url = URL.canParse(address, context.baseUrl) ? new URL(address, context.baseUrl) : null
  if (!url || url.origin !== new URL(context.baseUrl).origin) {
    return failure('invalid', 'the address is not on the host of Mahak', false)
  }
  const { totalMs } = context.transport.timeouts
  const answer = await context.transport.call({ method: 'GET', url: url.href, headers: { accept: 'image/*' }, totalMs })
  if (!answer.ok) return answer
  if (answer.value.status !== 200) return { ok: false, error: await failureOfStatus(answer.value, context.clock) }
  try {
    const contentType = answer.value.header('content-type') ?? 'application/octet-stream'
    const bytes = await readBytes(answer.value.body, maxBytes)
    return contentType.startsWith('image/')
      ? ok({ bytes, contentType })
      : failure('malformed', `the answer is no picture but ${contentType}`, true)
  } catch (error) {
    return failureOfBroken(error)
  }
}
