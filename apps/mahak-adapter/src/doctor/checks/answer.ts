import { V1_PATHS } from '@hybrid-store/mahak-client'
import { Agent, request } from 'undici'
import { clientOptions } from '../../client-options.ts'
import type { Examination } from '../examination.ts'
import type { Finding } from '../finding.ts'
import { type Answer, judgeAnswer } from './judge-answer.ts'
import { judgeError } from './judge-error.ts'

const MOST_BYTES = 64 * 1024

/**
 * Asks for data without a token, which Mahak answers with 401 (Mahak API reference §1.4): whoever listens there is known
 * before the password is sent.
 */
export async function checkAnswer({ settings, patienceMs }: Examination): Promise<Finding[]> {
  const { baseUrl, paths = V1_PATHS } = clientOptions(settings)
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}${paths.readChanges}`)
  const dispatcher = new Agent({ connect: { timeout: patienceMs } })
  const started = performance.now()
  try {
    const answer = await ask(url, dispatcher, patienceMs)
    return judgeAnswer(answer, url, Math.round(performance.now() - started))
  } catch (error) {
    return [judgeError(error, url.host, patienceMs)]
  } finally {
    await dispatcher.destroy()
  }
}

async function ask(url: URL, dispatcher: Agent, patienceMs: number): Promise<Answer> {
  const signal = AbortSignal.timeout(patienceMs)
  const { statusCode, headers, body } = await request(url, {
    dispatcher,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: '{}',
    signal,
  })
  const header = (name: string) => [headers[name]].flat()[0] ?? ''
  return { status: statusCode, type: header('content-type'), target: header('location'), text: await firstText(body) }
}

async function firstText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= MOST_BYTES) break
  }
  return Buffer.concat(chunks).toString('utf8')
}
