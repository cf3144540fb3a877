import fc from 'fast-check'
import { expect, test } from 'vitest'
import { otpWaitSeconds } from '../otp-limits.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1000)
const wait = (toNumber: number[], fromAddress: number[] = []) =>
  otpWaitSeconds({ toNumber: toNumber.map(ago), fromAddress: fromAddress.map(ago) }, NOW)

test.each([
  ['nothing was sent yet', [], [], 0],
  ['the last code is 60 s old', [60], [], 0],
  ['the last code is 59 s old', [59], [], 1],
  ['the hour has its five', [3599, 3000, 2000, 1000, 100], [], 1],
  ['the oldest of five is just out of the hour', [3600, 3000, 2000, 1000, 100], [], 0],
  ['the day has its ten', [86_399, 80_000, 70_000, 60_000, 50_000, 40_000, 30_000, 20_000, 10_000, 5_000], [], 1],
  ['the address has its thirty', [], Array.from({ length: 30 }, (_, i) => 3_590 - i), 10],
  ['the address has twenty-nine', [], Array.from({ length: 29 }, () => 1), 0],
])('when %s', (_when, toNumber, fromAddress, seconds) => {
  expect(wait(toNumber, fromAddress)).toBe(seconds)
})

test('someone who always waits as told never exceeds a limit, and is never told to wait for nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 7_200 }), { maxLength: 40 }), (pauses) => {
      const sent: Date[] = []
      let now = NOW.getTime()
      for (const pause of pauses) {
        now += pause * 1000
        now += otpWaitSeconds({ toNumber: sent, fromAddress: [] }, new Date(now)) * 1000
        expect(otpWaitSeconds({ toNumber: sent, fromAddress: [] }, new Date(now))).toBe(0)
        sent.push(new Date(now))
        const within = (seconds: number) => sent.filter((time) => time.getTime() > now - seconds * 1000).length
        expect([within(60) <= 1, within(3_600) <= 5, within(86_400) <= 10]).toEqual([true, true, true])
      }
    }),
  )
})
