import { expect, test } from 'vitest'
import { bindCorrelationId, correlationId, requestIdOf, withCorrelationId } from '../src/correlation.ts'

const NEW = /^[0-9a-f-]{36}$/

test('a well-formed id is kept, anything else replaced', () => {
  expect(requestIdOf('click-7_A.b')).toBe('click-7_A.b')
  const bad = ['', "x'; drop table x", 'a b', '-leading', 'x'.repeat(65), 'شناسه', undefined, ['a', 'b']]
  for (const id of bad) expect(requestIdOf(id)).toMatch(NEW)
})

test('everything a request starts runs on its behalf, and nothing else does', async () => {
  const seen = await Promise.all(
    ['one', 'two'].map((id) =>
      withCorrelationId(id, async () => {
        await new Promise(setImmediate)
        return correlationId()
      }),
    ),
  )
  expect(seen).toEqual(['one', 'two'])
  expect(correlationId()).toBeUndefined()
})

test('what another request sets off later still runs for its own', () => {
  const bound = withCorrelationId('first', () => bindCorrelationId(correlationId))
  expect(withCorrelationId('second', bound)).toBe('first')
})
