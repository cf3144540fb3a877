import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FakeCall {
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  authorization: string
  /** The body as JSON; empty if it is none. */
  body: Record<string, unknown>
  bytes: Buffer
}

export type Answer = (call: FakeCall, response: ServerResponse) => unknown

export interface FakeMahak {
  baseUrl: string
  origin: string
  calls: FakeCall[]
  /** How many connections were opened so far. */
  connections(): number
  /** How often a path below the base URL was called, e.g. `/Sync/Login`. */
  count(path: string): number
  /** Replaces the answer of one path. */
  on(path: string, answer: Answer): void
  close(): Promise<void>
}

export const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyVG9rZW4iOiJ4In0.signature-one'

export const loginData = (over: Record<string, unknown> = {}) => ({
  UserToken: TOKEN,
  SyncId: 0,
  VisitorId: 40123,
  DatabaseId: 51234,
  UserTitle: 'فروشگاه نمونه',
  ServerTime: '2026-02-02T00:17:09.8520713+03:30',
  CreditDay: 80,
  ...over,
})

export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** A server whose every answer a test decides; by default it lets everyone in and knows no rows. */
export async function startFakeMahak(): Promise<FakeMahak> {
  const calls: FakeCall[] = []
  const answers = new Map<string, Answer>([
    ['/Sync/Login', (_call, response) => json(response, { Result: true, Data: loginData() })],
    ['/Sync/GetAllData', (_call, response) => json(response, { Result: true, Data: { Objects: {} } })],
  ])
  const server = createServer(async (request, response) => {
    const call = await readCall(request)
    calls.push(call)
    const answer = answers.get(call.path)
    if (answer) await answer(call, response)
    else json(response, { message: 'no such path' }, 404)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  let connections = 0
  server.on('connection', () => {
    connections += 1
  })
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  return {
    baseUrl: `${origin}/API/v3`,
    origin,
    calls,
    connections: () => connections,
    count: (path) => calls.filter((call) => call.path === path).length,
    on: (path, answer) => answers.set(path, answer),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function readCall(request: IncomingMessage): Promise<FakeCall> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  const url = new URL(request.url ?? '', 'http://mahak.invalid')
  const isJson = request.headers['content-type'] === 'application/json'
  return {
    path: url.pathname.replace('/API/v3', ''),
    query: url.searchParams,
    headers: request.headers,
    authorization: request.headers.authorization ?? '',
    body: isJson ? JSON.parse(bytes.toString('utf8')) : {},
    bytes,
  }
}
