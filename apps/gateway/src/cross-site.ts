import type { IncomingHttpHeaders } from 'node:http'
import { isSafeMethod } from './routing.ts'

const BEARER = /^Bearer /i

/**
 * Whether another site may have caused this request (CSRF). Only requests that change something and carry nothing but what
 * the browser adds by itself can be; a bearer token has to be added by a program that knows it.
 */
export function isForgeable(method: string, headers: IncomingHttpHeaders, publicUrl: string): boolean {
  if (isSafeMethod(method) || BEARER.test(headers.authorization ?? '')) return false
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  if (headers.origin !== undefined) return !isOwnOrigin(headers.origin, headers.host, publicUrl)
  return headers.cookie !== undefined
}

function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false
  const given = new URL(origin)
  return given.host === host || given.origin === new URL(publicUrl).origin
}
