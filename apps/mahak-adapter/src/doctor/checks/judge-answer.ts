import { type Finding, found } from '../finding.ts'

/** An answer to a call without a token. */
export interface Answer {
  status: number
  /** Content type. */
  type: string
  /** Where a redirect leads. */
  target: string
  /** The first 64 kB of the body. */
  text: string
}

type Judge = (answer: Answer, url: URL) => Finding | null

/** Who answers? The first that knows decides; where none does it is Mahak. */
const JUDGES: readonly Judge[] = [
  ({ status, target }, { host }) =>
    status >= 300 && status < 400 ? found('redirected', { host, target: hostOf(target), status }) : null,
  ({ status }, { host }) => (status === 407 ? found('proxy_login', { host }) : null),
  ({ status }, { host }) => (status === 429 ? found('too_many_calls', { host }) : null),
  ({ status }, { host }) => (status >= 500 ? found('mahak_down', { host, status }) : null),
  ({ status }, { host }) => (status === 403 ? found('forbidden', { host }) : null),
  ({ status }, { host, pathname }) =>
    status === 404 || status === 405 ? found('path_not_found', { host, path: pathname, status }) : null,
  (answer, { host }) =>
    isPage(answer) ? found('web_page', { host, title: titleOf(answer.text), status: answer.status }) : null,
  ({ status, text }, { host }) => (isJson(text) || status === 401 ? null : found('not_json', { host, status })),
  // Other refusals of Mahak have not been seen (§12.7); whether they are its own, the login tells.
  ({ status, text }, { host }) =>
    status < 300 && !/"result"\s*:/i.test(text) ? found('other_service', { host, status }) : null,
]

export function judgeAnswer(answer: Answer, url: URL, ms: number): Finding[] {
  for (const judge of JUDGES) {
    const finding = judge(answer, url)
    if (finding) return [finding]
  }
  return [found('mahak_answers', { host: url.host, ms })]
}

const isPage = ({ type, text }: Answer): boolean =>
  type.includes('html') || /^\s*<(?:!doctype|html|head|body)/i.test(text)

/** What the page calls itself; the rest of it may hold anything. */
const titleOf = (html: string): string => /<title[^>]*>\s*([^<\s][^<]{0,79})/i.exec(html)?.[1]?.trim() ?? '…'

const hostOf = (target: string): string => (URL.canParse(target) ? new URL(target).host : '?')

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
