import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHttpServer, createLogger, listen } from '@hybrid-store/http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildAdmin } from '../build.mjs'
import { type Admin, createAdmin } from '../src/index.ts'

const logger = createLogger({ name: 'test', level: 'silent' })

describe('the back office', () => {
  let distDir = ''
  let admin: Admin
  let url = ''
  const core = createHttpServer({ name: 'core', logger })
  beforeAll(async () => {
    distDir = await mkdtemp(join(tmpdir(), 'admin-'))
    await buildAdmin({ outDir: distDir })
    admin = createAdmin({ coreUrl: await listen(core, { port: 0 }), logger, distDir })
    url = await listen(admin.app, { port: 0 })
  })
  afterAll(async () => {
    await admin.close()
    await core.close()
    await rm(distDir, { recursive: true })
  })

  test('builds into hashed files with everything in them, and React made for production', async () => {
    const names = await readdir(join(distDir, 'assets'))
    expect(names.filter((name) => /-[\w-]{8}\.css$/.test(name))).toHaveLength(1)
    expect(names.filter((name) => /arabic.*\.woff2$/.test(name))).toHaveLength(1)
    const script = names.find((name) => name.endsWith('.js')) ?? ''
    const code = await (await fetch(`${url}/admin/assets/${script}`)).text()
    expect(code).toContain('/api/v1/admin/orders')
    expect(code).not.toContain('react-dom-client.development')
  })

  test('shows the same page on every address of its own, checked anew each time', async () => {
    for (const path of ['/admin/', '/admin/login', '/admin/orders/anything']) {
      const answer = await fetch(url + path)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('cache-control')).toBe('no-cache')
      expect(await answer.text()).toContain('<html lang="fa" dir="rtl">')
    }
  })

  test('has no inline script or style, and loads nothing from elsewhere', async () => {
    const html = await (await fetch(`${url}/admin/`)).text()
    expect(html).not.toMatch(/<script(?![^>]*\ssrc="\/admin\/assets\/)/)
    expect(html).not.toMatch(/<style|\sstyle=|https?:/)
  })

  test('lets browsers keep its files for ever, and sends them compressed', async () => {
    const html = await (await fetch(`${url}/admin/`)).text()
    const files = [...html.matchAll(/(?:src|href)="(\/admin\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '')
    expect(files.length).toBeGreaterThanOrEqual(3)
    for (const file of files) {
      const answer = await fetch(url + file, { headers: { 'accept-encoding': 'gzip' } })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(answer.headers.get('content-encoding')).toBe('gzip')
    }
  })

  test('a file that is not there is not answered with the page', async () => {
    const answer = await fetch(`${url}/admin/assets/gone-12345678.js`)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ code: 'not_found' })
  })

  test('files outside the build cannot be reached', async () => {
    for (const path of ['/admin/assets/..%2f..%2fpackage.json', '/admin/assets/%2e%2e/index.html']) {
      expect((await fetch(url + path)).headers.get('content-type')).not.toContain('application/json;')
      expect(await (await fetch(url + path)).text()).not.toContain('hybrid-store')
    }
  })

  test('without a trailing slash it leads to the one with it', async () => {
    const answer = await fetch(`${url}/admin`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([308, '/admin/'])
  })

  test('is ready while the core lives', async () => {
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
  })
})

test('it says how to build it when it has not been built', () => {
  expect(() => createAdmin({ coreUrl: 'http://127.0.0.1:1', logger, distDir: '/nonexistent' })).toThrow(
    'run node apps/admin/build.mjs',
  )
})
