import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { baseAfter, baseWithEchoes, mergeThreeWay, type Policy } from '../src/merge/three-way.ts'

type Doc = { name: string; note: string; code: string; level: number | null; slug: string }
const policy: Policy<Doc> = {
  name: { owner: 'both', tie: 'store' },
  note: { owner: 'both', tie: 'store' },
  code: { owner: 'both', tie: 'mahak' },
  level: { owner: 'mahak' },
  slug: { owner: 'store' },
}
const word = fc.constantFrom('', 'a', 'b', 'c')
const docs: fc.Arbitrary<Doc> = fc.record({
  name: word,
  note: word,
  code: word,
  level: fc.option(fc.integer({ min: 1, max: 3 })),
  slug: word,
})
const bases = fc.oneof(docs, fc.constant<Partial<Doc>>({}))

describe('the three-way merge', () => {
  test('after both patches both sides are equal, and merging again changes nothing', () => {
    fc.assert(
      fc.property(bases, docs, docs, (base, store, remote) => {
        const { storePatch, pushPatch } = mergeThreeWay(base, store, remote, policy)
        const [newStore, newRemote] = [
          { ...store, ...storePatch },
          { ...remote, ...pushPatch },
        ]
        expect(newStore).toEqual(newRemote)
        const again = mergeThreeWay(baseAfter(base, remote, policy), newStore, newRemote, policy)
        expect(again).toEqual({ storePatch: {}, pushPatch: {}, conflicts: [] })
      }),
    )
  })

  test('P12: a conflict is found once: what it decided is no conflict at the next merge, sent or not', () => {
    fc.assert(
      fc.property(bases, docs, docs, (base, store, remote) => {
        const { storePatch } = mergeThreeWay(base, store, remote, policy)
        const next = mergeThreeWay(baseAfter(base, remote, policy), { ...store, ...storePatch }, remote, policy)
        expect(next.conflicts).toEqual([])
        expect(next.storePatch).toEqual({})
      }),
    )
  })

  test('P11: what a side owns is never overwritten by the other', () => {
    fc.assert(
      fc.property(bases, docs, docs, (base, store, remote) => {
        const { storePatch, pushPatch } = mergeThreeWay(base, store, remote, policy)
        expect(storePatch).not.toHaveProperty('slug')
        expect(pushPatch).not.toHaveProperty('level')
      }),
    )
  })

  test('edits of different fields never conflict, and both survive', () => {
    fc.assert(
      fc.property(docs, word, word, (agreed, name, code) => {
        const { storePatch, pushPatch, conflicts } = mergeThreeWay(
          agreed,
          { ...agreed, name },
          { ...agreed, code },
          policy,
        )
        expect(conflicts).toEqual([])
        expect({ ...agreed, name, ...storePatch }).toEqual({ ...agreed, name, code })
        expect({ ...agreed, code, ...pushPatch }).toEqual({ ...agreed, name, code })
      }),
    )
  })

  test('a field is decided by itself: the others do not matter', () => {
    fc.assert(
      fc.property(docs, docs, docs, docs, (base, store, remote, other) => {
        const alone = mergeThreeWay(
          { ...other, name: base.name },
          { ...other, name: store.name },
          { ...other, name: remote.name },
          policy,
        )
        const together = mergeThreeWay(base, store, remote, policy)
        expect([alone.storePatch.name, alone.pushPatch.name]).toEqual([
          together.storePatch.name,
          together.pushPatch.name,
        ])
      }),
    )
  })

  test('a two-way field Mahak left unreadable is never taken over, and an edit of it is still sent', () => {
    const policyOfMobile: Policy<{ mobile: string | null }> = { mobile: { owner: 'both', tie: 'store' } }
    const merge = (base: string, store: string) =>
      mergeThreeWay({ mobile: base }, { mobile: store }, { mobile: null }, policyOfMobile)
    expect(merge('1', '1')).toEqual({ storePatch: {}, pushPatch: {}, conflicts: [] })
    expect(merge('1', '2')).toEqual({ storePatch: {}, pushPatch: { mobile: '2' }, conflicts: [] })
    expect(baseAfter({ mobile: '1' }, { mobile: null }, policyOfMobile)).toEqual({ mobile: '1' })
  })

  test('what we sent without an answer is recognised by its content; an edit after it is not', () => {
    const remote: Doc = { name: 'sent', note: 'theirs', code: 'old', level: null, slug: '' }
    const base = baseWithEchoes<Doc>({ name: 'old', note: 'old', code: 'old' }, { name: 'sent', note: 'sent' }, remote)
    expect(base).toEqual({ name: 'sent', note: 'old', code: 'old' })
    expect(baseWithEchoes<Doc>(null, { name: 'sent' }, remote)).toEqual({ name: 'sent' })
    expect(baseWithEchoes<Doc>(null, null, remote)).toEqual({})
  })
})
