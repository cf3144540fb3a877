import { createServer, type Server, type ServerResponse } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { type AdapterClient, type ChangeLine, createAdapterClient } from '../src/client/index.ts'

let server: Server | undefined
let client: AdapterClient | undefined

afterEach(async () => {
  server?.closeAllConnections()
  await new Promise((resolve) => (server?.listening ? server.close(resolve) : resolve(undefined)))
  await client?.close()
})

/** A client of an adapter that answers each call in the given way. */
async function clientOf(answer: (response: ServerResponse) => void): Promise<AdapterClient> {
  const listening = createServer((_request, response) => answer(response))
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const address = listening.address()
  const port = typeof address === 'object' && address ? address.port : 0
  client = createAdapterClient({ url: `http://127.0.0.1:${port}`, serviceToken: () => 'token' })
  return client
}

async function collect(lines: AsyncIterable<ChangeLine>): Promise<ChangeLine[]> {
  const all: ChangeLine[] = []
  for await (const line of lines) all.push(line)
  return all
}

const bank = '{"entity":"Banks","rows":[{"BankId":1}]}\n'
const CUT_OFF = { failure: { code: 'malformed', message: 'the answer of the Mahak adapter was cut off', sent: true } }

test('a stream without an end is cut off, even between two lines', async () => {
  const adapter = await clientOf((response) => response.end(bank))
  expect(await collect(adapter.changes({ Banks: 0 }))).toEqual([{ entity: 'Banks', rows: [{ BankId: 1 }] }, CUT_OFF])
})

test('a line cut in the middle is cut off too', async () => {
  const adapter = await clientOf((response) => response.end(`${bank}{"end":{"counts`))
  expect((await collect(adapter.changes({ Banks: 0 }))).at(-1)).toEqual(CUT_OFF)
})

test('lines cut by chunks inside of a character come out whole', async () => {
  const bytes = Buffer.from(
    '{"entity":"Banks","rows":[{"BankId":1,"Name":"ملت"}]}\n{"end":{"counts":{},"maxVersions":{}}}\n',
  )
  const adapter = await clientOf((response) => {
    for (const byte of bytes) response.write(Buffer.from([byte]))
    response.end()
  })
  expect(await collect(adapter.changes({ Banks: 0 }))).toEqual([
    { entity: 'Banks', rows: [{ BankId: 1, Name: 'ملت' }] },
    { end: { counts: {}, maxVersions: {} } },
  ])
})

test('a line that is none of the adapter is not taken for a row', async () => {
  const adapter = await clientOf((response) => response.end('{"entity":"Nothings","rows":[]}\n'))
  expect(await collect(adapter.changes({ Banks: 0 }))).toEqual([CUT_OFF])
})

test('a broken connection is uncertain, a refused one is not', async () => {
  const adapter = await clientOf((response) => response.destroy())
  expect(await adapter.saveRows({ people: [] })).toMatchObject({ error: { code: 'unavailable', sent: true } })
  server?.closeAllConnections()
  await new Promise((resolve) => server?.close(resolve))
  expect(await adapter.saveRows({ people: [] })).toMatchObject({ error: { code: 'unavailable', sent: false } })
  expect(await collect(adapter.changes({ Banks: 0 }))).toMatchObject([
    { failure: { code: 'unavailable', sent: false } },
  ])
})

test('a problem of another kind means that the adapter refused the call itself', async () => {
  const adapter = await clientOf((response) =>
    response.writeHead(401, { 'content-type': 'application/problem+json' }).end('{"code":"unauthenticated"}'),
  )
  expect(await adapter.account()).toEqual({
    ok: false,
    error: { code: 'unavailable', message: 'the Mahak adapter answered 401', sent: false },
  })
})

test.each([403, 404, 405])('status %i of something that is no adapter refuses no row', async (status) => {
  const adapter = await clientOf((response) => response.writeHead(status).end('<html>'))
  expect(await adapter.saveRows({ people: [] })).toMatchObject({ error: { code: 'unavailable', sent: false } })
})
