import { createServer, type Server, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { systemClock } from '@hybrid-store/kernel'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMahakClient, type MahakClient, type MahakClientOptions } from '../src/index.ts'
import { type FakeMahak, json, startFakeMahak } from './fake-mahak.ts'

const GZIP = { 'content-type': 'application/json', 'content-encoding': 'gzip' }

let mahak: FakeMahak
let clients: MahakClient[] = []
let servers: Server[] = []
const sockets = new Set<Socket>()

beforeEach(async () => {
  mahak = await startFakeMahak()
})
afterEach(async () => {
  await mahak.close()
  for (const socket of sockets) socket.destroy()
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  await Promise.all(clients.map((client) => client.close()))
  clients = []
  servers = []
})

function connect(over: Partial<MahakClientOptions> = {}): MahakClient {
  const client = createMahakClient({
    baseUrl: mahak.baseUrl,
    username: 'shop1',
    password: 'secret',
    clock: systemClock,
    ...over,
  })
  clients.push(client)
  return client
}

/** A server that speaks whatever `answer` writes to whoever connects; gives its port. */
async function speaking(answer: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    answer(socket)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

const readBanks = (client: MahakClient) => client.readChanges({ Banks: 0 }, () => undefined)

test('a bomb of a small packed answer is refused when it has grown too large, not when it is whole', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '))
  mahak.on('/Sync/GetAllData', (_call, response) => response.writeHead(200, GZIP).end(bomb))
  mahak.on('/Sync/SaveAllData', (_call, response) => response.writeHead(200, GZIP).end(bomb))
  const client = connect({ maxResponseBytes: 1024 * 1024 })
  await client.login()
  const before = process.memoryUsage().rss
  const outcomes = [await readBanks(client), await client.save({ people: [{ PersonClientId: 1 }] })]
  expect(outcomes).toMatchObject([
    { error: { code: 'malformed', message: 'the answer is larger than 1048576 bytes' } },
    { error: { code: 'malformed', message: 'the answer is larger than 33554432 bytes' } },
  ])
  expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024)
})

test('an error whose page is a bomb is still told by its status', async () => {
  const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024, ' '))
  mahak.on('/Sync/GetAllData', (_call, response) => response.writeHead(503, GZIP).end(bomb))
  expect(await readBanks(connect())).toMatchObject({ error: { code: 'unavailable', message: 'Mahak answered 503' } })
})

test('what claims to be packed and is not is malformed', async () => {
  mahak.on('/Sync/GetAllData', (_call, response) => response.writeHead(200, GZIP).end('{"Result":true}'))
  expect(await readBanks(connect())).toMatchObject({
    error: { code: 'malformed', message: 'the answer could not be unpacked' },
  })
})

test('P26: an answer that drips is never idle, yet over when its time is over', async () => {
  let drips: ReturnType<typeof setInterval> | undefined
  mahak.on('/Sync/GetAllData', (_call, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    drips = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(drips))
  })
  const outcome = await readBanks(connect({ timeouts: { readMs: 300, idleMs: 200 } }))
  expect(outcome).toEqual({
    ok: false,
    error: { code: 'timeout', message: 'Mahak did not finish its answer in time', sent: true },
  })
})

test('a silence in the middle of an answer is noticed long before its time is over', async () => {
  mahak.on('/Sync/GetAllData', (_call, response) => response.writeHead(200).write('{"Result":true,'))
  const outcome = await readBanks(connect({ timeouts: { idleMs: 100, readMs: 60_000 } }))
  expect(outcome).toEqual({
    ok: false,
    error: { code: 'timeout', message: 'Mahak fell silent in the middle of its answer', sent: true },
  })
})

test('a connection that never stands is given up, and nothing was sent', async () => {
  const port = await speaking(() => undefined)
  const client = connect({ baseUrl: `https://127.0.0.1:${port}/API/v3`, timeouts: { connectMs: 200 } })
  expect(await client.login()).toEqual({
    ok: false,
    error: { code: 'timeout', message: 'no connection to Mahak in time', sent: false },
  })
})

test.each([
  ['a head without end', `HTTP/1.1 200 OK\r\nX-Endless: ${'x'.repeat(100_000)}`, 'the head of the answer is too large'],
  [
    'many headers without end',
    `HTTP/1.1 200 OK\r\n${'X-Endless: x\r\n'.repeat(10_000)}`,
    'the head of the answer is too large',
  ],
  ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', 'the answer is not HTTP'],
  ['a head that is none', 'HTTP/1.1 200 OK\r\n\u0001: x\r\n\r\n', 'the answer is not HTTP'],
  ['a wrong chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'the answer is not HTTP'],
])('%s is malformed', async (_what, bytes, message) => {
  const port = await speaking((socket) => socket.write(bytes))
  const client = connect({ baseUrl: `http://127.0.0.1:${port}` })
  expect(await client.login()).toEqual({ ok: false, error: { code: 'malformed', message, sent: false } })
})

test('a server that hangs up before it answers is unavailable', async () => {
  const port = await speaking((socket) => socket.end())
  expect(await connect({ baseUrl: `http://127.0.0.1:${port}` }).login()).toMatchObject({
    error: { code: 'unavailable' },
  })
})

test.each([301, 302, 303, 307, 308])(
  'a redirect by %i is not followed, lest the token goes elsewhere',
  async (status) => {
    mahak.on('/Sync/SaveAllData', (_call, response) =>
      response.writeHead(status, { location: '/API/v3/elsewhere' }).end(),
    )
    expect(await connect().save({ people: [{ PersonClientId: 1 }] })).toMatchObject({ error: { code: 'malformed' } })
    expect(mahak.calls.map(({ path }) => path)).toEqual(['/Sync/Login', '/Sync/SaveAllData'])
  },
)

test('calls one after the other share their connections, failures among them', async () => {
  const client = connect()
  mahak.on('/Sync/SaveAllData', (_call, response) => json(response, { Result: false }, 400))
  for (let count = 0; count < 5; count++) {
    await readBanks(client)
    await client.save({ people: [{ PersonClientId: 1 }] })
    await client.lookUp({ productId: 1 })
  }
  expect(mahak.calls).toHaveLength(16)
  // An answer ends a moment before its connection is free again, so the next call may need a second one, but no third.
  expect(mahak.connections()).toBeLessThanOrEqual(2)
})

test('versions beyond 31 bits go and come whole', async () => {
  const version = 2 ** 53 - 1
  mahak.on('/Sync/GetAllData', (_call, response) =>
    response.end(
      `{"Result":true,"Data":{"Objects":{"Banks":[{"BankId":1,"RowVersion":${version}},{"BankId":2,"RowVersion":"4294967297"}]}}}`,
    ),
  )
  const client = connect()
  const versions: number[] = []
  const outcome = await client.readChanges({ Banks: version }, (change) => {
    if ('row' in change) versions.push(change.row.RowVersion)
  })
  expect(outcome).toMatchObject({ value: { maxVersions: { Banks: version } } })
  expect(versions).toEqual([version, 4_294_967_297])
  expect(mahak.calls.at(-1)?.bytes.toString()).toBe('{"fromBankVersion":9007199254740991}')
})
