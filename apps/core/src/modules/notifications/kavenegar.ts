import type { Logger } from '@hybrid-store/http'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import { request } from 'undici'
import { z } from 'zod'
import { failureOf } from './kavenegar-status.ts'
import type { SmsFailure, SmsSender } from './sms-sender.ts'

export interface KavenegarOptions {
  baseUrl: string
  apiKey: string
  /** Name of the approved template that holds the code. */
  otpTemplate: string
  logger: Logger
  /** 10 seconds unless told. */
  timeoutMs?: number
}

const answerSchema = z.object({ return: z.object({ status: z.number() }) })

/**
 * Sends through Kavenegar's `verify/lookup`. The API key is part of the path and the form holds number and code, so
 * neither address nor body ever reaches a log line: only the provider's status does.
 */
export function createKavenegar(options: KavenegarOptions): SmsSender {
  return {
    sendOtp: async (mobile, code) => {
      const form = { receptor: mobile.replace('+98', '0'), token: code, template: options.otpTemplate, type: 'sms' }
      const outcome = await post(options, 'verify/lookup', form)
      if (!outcome.ok) options.logger.warn({ failure: outcome.error.code, ...outcome.error.shown }, 'sms was not sent')
      return outcome.ok ? ok(undefined) : fail({ code: outcome.error.code })
    },
  }
}

type Refusal = SmsFailure & { shown: { providerStatus?: number; httpStatus?: number; cause?: string } }

async function post(
  options: KavenegarOptions,
  method: string,
  form: Record<string, string>,
): Promise<Result<void, Refusal>> {
  try {
    const { statusCode, body } = await request(`${options.baseUrl}/v1/${options.apiKey}/${method}.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams(form).toString(),
      signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
    })
    return readAnswer(statusCode, await body.text())
  } catch (error) {
    return fail({ code: 'unavailable', shown: { cause: nameOf(error) } })
  }
}

function readAnswer(httpStatus: number, text: string): Result<void, Refusal> {
  const answer = answerSchema.safeParse(parseJson(text))
  if (!answer.success) return fail({ code: 'unavailable', shown: { httpStatus } })
  const providerStatus = answer.data.return.status
  if (httpStatus < 300 && providerStatus === 200) return ok(undefined)
  return fail({ code: failureOf(providerStatus), shown: { httpStatus, providerStatus } })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Only the kind of an error: its text could hold the address and with it the key. */
const nameOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
  return code ?? (error instanceof Error ? error.name : 'unknown')
}
