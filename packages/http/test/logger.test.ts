import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { createLogger } from '../src/index.ts'

/** What a logger writes for these members. */
function logged(members: object): Record<string, unknown> {
  const lines: string[] = []
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk))
      done()
    },
  })
  createLogger({ name: 'test', level: 'info', destination }).info(members, 'logged')
  return JSON.parse(lines[0] ?? '{}')
}

test('secrets and phone numbers are redacted at the top and below it', () => {
  const secret = { mobile: '+989121234567', password: 'p', authorization: 'Bearer x' }
  const text = JSON.stringify(logged({ ...secret, customer: secret, request: { headers: secret } }))
  expect(text).not.toMatch(/989121234567|"p"|Bearer/)
  expect(text.match(/\[redacted\]/g)).toHaveLength(9)
})

test('an error of the database is told without the row it was about', () => {
  const error = Object.assign(new Error('duplicate key value violates unique constraint "customer_mobile_key"'), {
    detail: 'Key (mobile)=(+989121234567) already exists.',
    where: "unnamed portal parameter $2 = '+989121234567'",
    constraint: 'customer_mobile_key',
  })
  const { err } = logged({ err: error })
  expect(err).toMatchObject({ message: error.message, constraint: 'customer_mobile_key' })
  expect(JSON.stringify(err)).not.toContain('989121234567')
})
