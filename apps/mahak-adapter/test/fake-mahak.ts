import { createServer, type ServerResponse } from 'node:http'

export type Respond = (body: Record<string, unknown>, response: ServerResponse, bytes: Buffer) => void

/** A Mahak of which a test decides each answer by path; everyone may log in. */
export async function startFakeMahak() {
  const calls: string[] = []
  const answers = new Map<string, Respond>([
    [
      '/Sync/Login',
      (_body, response) =>
        json(response, {
          Result: true,
          Data: {
            UserToken: TOKEN,
            VisitorId: 40123,
            DatabaseId: 51234,
            UserTitle: 'فروشگاه نمونه',
            CreditDay: 80,
            ServerTime: '2026-02-02T00:17:09.852+03:30',
          },
        }),
    ],
  ])
  const server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').replace('/API/v3', '').split('?')
    calls.push(path)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const bytes = Buffer.concat(chunks)
      const answer = answers.get(path)
      const isJson = request.headers['content-type'] === 'application/json'
      if (answer) answer(isJson ? JSON.parse(bytes.toString('utf8')) : {}, response, bytes)
      else json(response, {}, 404)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    baseUrl: `http://127.0.0.1:${port}/API/v3`,
    count: (path: string) => calls.filter((call) => call === path).length,
    on: (path: string, answer: Respond) => void answers.set(path, answer),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyVG9rZW4iOiJ4In0.signature'

export type FakeMahak = Awaited<ReturnType<typeof startFakeMahak>>

export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
