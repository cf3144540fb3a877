import { createLogger, listen } from '@hybrid-store/http'
import { createStorefront } from '../src/index.ts'
import { type FakeCore, fakeCore } from './fake-core.ts'

export interface Answer {
  status: number
  html: string
  headers: Headers
  location: string | null
}

export interface Shop {
  core: FakeCore
  url: string
  /** A request of a visitor with these headers; redirects are not followed. */
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Answer>
  close(): Promise<void>
}

export const LOGGED_IN = { authorization: 'Bearer token' }

/** The storefront in front of a fake core. */
export async function shop(): Promise<Shop> {
  const core = await fakeCore()
  const logger = createLogger({ name: 'test', level: 'silent' })
  const storefront = createStorefront({
    coreUrl: core.url,
    publicUrl: 'https://shop.test/',
    logger,
    shopName: 'فروشگاه آزمون',
  })
  const url = await listen(storefront.app, { port: 0 })
  return {
    core,
    url,
    get: async (path, headers = {}) => answerOf(await fetch(url + path, { headers, redirect: 'manual' })),
    post: async (path, form, headers = {}) =>
      answerOf(
        await fetch(url + path, { method: 'POST', headers, body: new URLSearchParams(form), redirect: 'manual' }),
      ),
    close: async () => {
      await storefront.close()
      await core.close()
    },
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const { status, headers } = response
  return { status, headers, html: await response.text(), location: headers.get('location') }
}

/** The text of the element with this test id, without tags. */
export function textOf(html: string, testId: string): string | null {
  const found = new RegExp(`<(\\w+)[^>]*data-testid="${testId}"[^>]*>([\\s\\S]*?)</\\1>`).exec(html)
  return found?.[2]?.replace(/<[^>]*>/g, '').trim() ?? null
}

/** The `value` attribute of the element with this test id or name. */
export function shownValue(html: string, mark: string): string | null {
  const tag = [...html.matchAll(/<[a-z]+\s(?:[^>"]|"[^"]*")*>/g)].find(
    ([text]) => text.includes(`data-testid="${mark}"`) || text.includes(`name="${mark}"`),
  )?.[0]
  return tag ? (/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? null) : null
}

export const has = (html: string, testId: string): boolean => html.includes(`data-testid="${testId}"`)

/** The cart the answer gave to the visitor, as a Cookie header. */
export function cartCookie(answer: Answer): string {
  const line = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('store_cart='))
  return line?.split(';')[0] ?? ''
}
