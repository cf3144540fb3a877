import { type Finding, found } from '../finding.ts'

type Judge = (host: string, seconds: number) => Finding

const refused: Judge = (host) => found('connection_refused', { host })
const unknown: Judge = (host) => found('host_unknown', { host })
const timeout: Judge = (host, seconds) => found('connection_timeout', { host, seconds })
const cut: Judge = (host) => found('connection_cut', { host })
const unreachable: Judge = (host) => found('network_unreachable', { host })
const dates: Judge = (host) => found('certificate_dates', { host })
const untrusted: Judge = (host) => found('certificate_untrusted', { host })
const notTls: Judge = (host) => found('not_tls', { host })

/** By the code or the name of what Node's network, its TLS or undici throws. */
const JUDGES: ReadonlyMap<string, Judge> = new Map([
  ['ENOTFOUND', unknown],
  ['EAI_AGAIN', unknown],
  ['ECONNREFUSED', refused],
  ['ETIMEDOUT', timeout],
  ['TimeoutError', timeout],
  ['UND_ERR_CONNECT_TIMEOUT', timeout],
  ['ECONNRESET', cut],
  ['EPIPE', cut],
  ['UND_ERR_SOCKET', cut],
  ['ENETUNREACH', unreachable],
  ['EHOSTUNREACH', unreachable],
  ['CERT_HAS_EXPIRED', dates],
  ['CERT_NOT_YET_VALID', dates],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', untrusted],
  ['SELF_SIGNED_CERT_IN_CHAIN', untrusted],
  ['UNABLE_TO_GET_ISSUER_CERT', untrusted],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', untrusted],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', untrusted],
  ['ERR_TLS_CERT_ALTNAME_INVALID', (host) => found('certificate_of_other_host', { host })],
  ['EPROTO', notTls],
  ['ERR_SSL_WRONG_VERSION_NUMBER', notTls],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', notTls],
])

/** Why no answer came. Only the error's code is told, for its text could quote what was sent. */
export function judgeError(error: unknown, host: string, patienceMs: number): Finding {
  const code = codeOf(error)
  const judge = JUDGES.get(code)
  return judge ? judge(host, Math.round(patienceMs / 1000)) : found('connection_failed', { host, reason: code })
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '?'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
