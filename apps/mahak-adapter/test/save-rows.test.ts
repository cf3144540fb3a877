import { systemClock } from '@hybrid-store/kernel'
import { createMahakClient } from '@hybrid-store/mahak-client'
import { afterEach, expect, test, vi } from 'vitest'
import type { Guard } from '../src/guard/guard.ts'
import { saveRows } from '../src/rows/save-rows.ts'

afterEach(() => vi.restoreAllMocks())

test('a save whose turn comes when its caller may have given it up is not made', async () => {
  const mahak = createMahakClient({ baseUrl: 'http://127.0.0.1:9', username: 'u', password: 'p', clock: systemClock })
  const save = vi.spyOn(mahak, 'save')
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const guard: Guard = (_lane, call) => {
    now += 31_000
    return call()
  }
  expect(await saveRows({ mahak, guard }, { people: [{ PersonClientId: 1 }] })).toMatchObject({
    error: { code: 'unavailable', sent: false },
  })
  expect(save).not.toHaveBeenCalled()
  await mahak.close()
})
