import { fixedClock } from '@hybrid-store/kernel'
import { type Agent, MockAgent } from 'undici'
import { describe, expect, test } from 'vitest'
import { withFreshCookies } from '../src/cookies.ts'
import { pathOf, rateClassOf, upstreamOf } from '../src/routing.ts'
import { sessionRenewal } from '../src/session-renewal.ts'

describe('paths', () => {
  test('a path is judged decoded and without dot segments', () => {
    expect(pathOf('/api/v1/%61uth/otp?x=1')).toBe('/api/v1/auth/otp')
    expect(pathOf('/media/../api/v1/auth')).toBe('/api/v1/auth')
    expect(pathOf('/media/%2e%2e/api')).toBe('/api')
    expect(pathOf('//evil.example/x')).toBe('//evil.example/x')
    expect(pathOf('/%')).toBe('/%')
  })

  test('only whole segments count', () => {
    expect(upstreamOf('/apiary')).toBe('storefront')
    expect(upstreamOf('/api')).toBe('core')
    expect(rateClassOf('POST', '/loginx')).toBe('write')
    expect(rateClassOf('GET', '/login')).toBe('read')
  })
})

describe('cookies', () => {
  test('renewed cookies replace the old ones and cleared ones go', () => {
    const fresh = ['store_access=new; Path=/', 'store_refresh=; Max-Age=0']
    expect(withFreshCookies('store_access=old; store_refresh=r; store_cart=c=d', fresh)).toBe(
      'store_cart=c=d; store_access=new',
    )
  })
})

describe('renewal', () => {
  const renewal = (dispatcher: Agent | MockAgent, clock = fixedClock('2026-11-23T08:00:00Z')) => ({
    clock,
    sessions: sessionRenewal({ coreUrl: 'http://core.test', clock, dispatcher }),
  })
  const request = { audience: 'customer', refreshToken: 'r1', requestId: 'q', address: '1.2.3.4' } as const

  test('one answer is shared for ten seconds and no longer', async () => {
    const agent = new MockAgent()
    agent.disableNetConnect()
    let asked = 0
    agent
      .get('http://core.test')
      .intercept({ path: '/api/v1/auth/refresh', method: 'POST', body: '{"audience":"customer"}' })
      .reply(200, () => ({ accessToken: `t${++asked}`, expiresInSeconds: 600 }))
      .times(2)
    const { sessions, clock } = renewal(agent)
    expect((await sessions.renew(request)).accessToken).toBe('t1')
    clock.advance(9_999)
    expect((await sessions.renew(request)).accessToken).toBe('t1')
    clock.advance(1)
    expect((await sessions.renew(request)).accessToken).toBe('t2')
    await agent.close()
  })

  test('a core that fails is asked again by the next request', async () => {
    const agent = new MockAgent()
    agent.disableNetConnect()
    const core = agent.get('http://core.test')
    core.intercept({ path: '/api/v1/auth/refresh', method: 'POST' }).reply(503, '')
    core
      .intercept({ path: '/api/v1/auth/refresh', method: 'POST' })
      .reply(200, { accessToken: 't', expiresInSeconds: 600 })
    const { sessions } = renewal(agent)
    await expect(sessions.renew(request)).rejects.toThrow('503')
    expect((await sessions.renew(request)).accessToken).toBe('t')
    await agent.close()
  })
})
