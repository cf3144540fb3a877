import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Lifecycle } from '../src/lifecycle.ts'
import { requireFreePorts } from '../src/ports.ts'
import { findRunning, noteRunning } from '../src/running.ts'
import { loadSecrets } from '../src/secrets.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'standalone-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what was started is closed the other way round, each thing once, and one failure does not stop the rest', async () => {
  const closed: string[] = []
  const life = new Lifecycle()
  life.add('database', 1, async () => closed.push('database'))
  life.add('bus', 2, () => Promise.reject(new Error('broker gone')))
  life.add('core', 3, async () => closed.push('core'))
  expect(await life.close()).toEqual(['bus: broker gone'])
  expect(closed).toEqual(['core', 'database'])
  expect(await life.close()).toEqual([])
})

test('each taken port is named with the variable that changes it', async () => {
  const server = await new Promise<Server>((resolve) => {
    const taken = createServer().listen(0, '127.0.0.1', () => resolve(taken))
  })
  const { port } = server.address() as { port: number }
  await expect(requireFreePorts('127.0.0.1', { PORT: port, SIM_SMS_PORT: 0 })).rejects.toThrow(
    `port ${port} is already in use: end the program that uses it or set PORT to another port`,
  )
  await new Promise((resolve) => server.close(resolve))
  await expect(requireFreePorts('127.0.0.1', { PORT: port })).resolves.toBeUndefined()
})

test('secrets are made once, kept, and readable by their owner only; a damaged file is not replaced', () => {
  const first = loadSecrets(folder)
  expect(loadSecrets(folder)).toEqual(first)
  expect(loadSecrets(path.join(folder, 'other')).STORE_SECRET).not.toBe(first.STORE_SECRET)
  const file = path.join(folder, 'secrets.json')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  writeFileSync(file, '{}')
  expect(() => loadSecrets(folder)).toThrow(`${file} is damaged`)
})

test('a running store is found by its note, and a dead one is not', () => {
  const running = {
    pid: process.pid,
    url: 'http://127.0.0.1:1',
    databaseUrl: 'postgresql://x',
    queueNamespace: '',
    adapterUrl: 'http://127.0.0.1:2',
    coreUrl: 'http://127.0.0.1:3',
    metricsUrl: 'http://127.0.0.1:4/metrics',
    objectsDir: folder,
  }
  expect(findRunning(folder)).toBeNull()
  const forget = noteRunning(folder, running)
  expect(findRunning(folder)).toEqual(running)
  noteRunning(folder, { ...running, pid: 2 ** 22 + 1 })
  expect(findRunning(folder)).toBeNull()
  forget()
  expect(findRunning(folder)).toBeNull()
})
