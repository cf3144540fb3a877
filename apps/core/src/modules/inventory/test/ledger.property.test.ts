import { type Id, newId } from '@hybrid-store/kernel'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirmSold, explainStock, inventoryMigrations, release, releaseExpired, settleConfirmed } from '../index.ts'
import { minutes, NOON, stockDesk } from './stock-desk.ts'

let db: TestDatabase
let desk: ReturnType<typeof stockDesk>
beforeAll(async () => {
  db = await testDatabase([inventoryMigrations])
  desk = stockDesk(db)
})
afterAll(() => db.close())

const VARIANTS = 3
const ORDERS = 3
const variant = fc.nat({ max: VARIANTS - 1 })
const order = fc.nat({ max: ORDERS - 1 })
const quantities = fc.array(fc.nat({ max: 3 }), { minLength: VARIANTS, maxLength: VARIANTS })
const step = fc.oneof(
  { arbitrary: fc.record({ act: fc.constant('hold' as const), order, wants: quantities }), weight: 4 },
  { arbitrary: fc.record({ act: fc.constant('sell' as const), order }), weight: 2 },
  { arbitrary: fc.record({ act: fc.constant('release' as const), order }), weight: 2 },
  {
    arbitrary: fc.record({ act: fc.constant('stock' as const), variant, quantity: fc.integer({ min: -2, max: 9 }) }),
    weight: 2,
  },
  { arbitrary: fc.record({ act: fc.constant('confirm' as const), order }), weight: 1 },
  { arbitrary: fc.record({ act: fc.constant('expire' as const) }), weight: 1 },
  { arbitrary: fc.record({ act: fc.constant('settle' as const) }), weight: 1 },
)

type Step = typeof step extends fc.Arbitrary<infer Action> ? Action : never
type State = 'none' | 'held' | 'sold' | 'confirmed' | 'settled' | 'released'

/** Stock as a shopkeeper would keep it on paper. */
class Paper {
  readonly onHand: number[] = Array(VARIANTS).fill(0)
  readonly orders = Array.from({ length: ORDERS }, () => ({
    state: 'none' as State,
    wants: Array<number>(VARIANTS).fill(0),
  }))

  sum(variantIndex: number, ...states: State[]): number {
    return this.orders
      .filter(({ state }) => states.includes(state))
      .reduce((n, { wants }) => n + (wants[variantIndex] ?? 0), 0)
  }
  free(variantIndex: number): number {
    return (this.onHand[variantIndex] ?? 0) - this.sum(variantIndex, 'held', 'sold', 'confirmed')
  }
  fits(wants: readonly number[]): boolean {
    return wants.every((quantity, index) => quantity === 0 || quantity <= this.free(index))
  }
  move(from: State, to: State): void {
    for (const entry of this.orders) if (entry.state === from) entry.state = to
  }
}

class Run {
  readonly paper = new Paper()
  readonly variants = Array.from({ length: VARIANTS }, () => newId('var'))
  readonly orders = Array.from({ length: ORDERS }, () => newId('ord'))

  private entry(index: number): { orderId: Id<'ord'>; paper: Paper['orders'][number] } {
    const [orderId, paper] = [this.orders[index], this.paper.orders[index]]
    if (!orderId || !paper) throw new Error('no such order')
    return { orderId, paper }
  }

  async do(action: Step): Promise<void> {
    if (action.act === 'stock') return this.stock(action.variant, action.quantity)
    if (action.act === 'hold') return this.hold(action.order, action.wants)
    if (action.act === 'sell') return this.sell(action.order)
    if (action.act === 'release') return this.release(action.order)
    if (action.act === 'confirm') return this.confirm(action.order)
    if (action.act === 'expire') {
      await releaseExpired(db, minutes(20))
      return this.paper.move('held', 'released')
    }
    await db.transaction((tx) => settleConfirmed(tx, minutes(30)))
    this.paper.move('confirmed', 'settled')
  }

  private async stock(index: number, quantity: number): Promise<void> {
    await desk.stock(this.variants[index] ?? newId('var'), quantity)
    this.paper.onHand[index] = quantity
  }

  private async hold(index: number, wants: number[]): Promise<void> {
    const { orderId, paper } = this.entry(index)
    if ((paper.state !== 'none' && paper.state !== 'released') || wants.every((quantity) => quantity === 0)) return
    const lines = this.variants.map((variantId, at) => ({ variantId, quantity: wants[at] ?? 0 }))
    const held = await desk.hold(
      orderId,
      lines.filter((line) => line.quantity > 0),
    )
    expect(held.ok).toBe(this.paper.fits(wants))
    if (held.ok) Object.assign(paper, { state: 'held', wants })
  }

  private async sell(index: number): Promise<void> {
    const { orderId, paper } = this.entry(index)
    if (paper.state === 'none') return
    const fits = paper.state === 'released' ? this.paper.fits(paper.wants) : true
    const expected = paper.state === 'held' || paper.state === 'released' ? (fits ? 'sold' : 'stock_gone') : 'was_sold'
    expect(await desk.sell(orderId)).toBe(expected)
    if (expected === 'sold') paper.state = 'sold'
  }

  private async release(index: number): Promise<void> {
    const { orderId, paper } = this.entry(index)
    await db.transaction((tx) => release(tx, orderId))
    if (paper.state === 'held') paper.state = 'released'
  }

  private async confirm(index: number): Promise<void> {
    const { orderId, paper } = this.entry(index)
    await db.transaction((tx) =>
      confirmSold(tx, [{ orderId, version: Number.MAX_SAFE_INTEGER, locationId: null, at: NOON }]),
    )
    if (paper.state === 'sold') paper.state = 'confirmed'
  }

  /** The counters as the parts of the explanation add up to them. */
  private async explained(variantId: Id<'var'>) {
    const { books, sales, holds } = await explainStock(db, variantId)
    const sum = (parts: readonly { quantity: number }[]) => parts.reduce((total, { quantity }) => total + quantity, 0)
    return {
      onHand: Math.floor(sum(books.filter(({ sells }) => sells))),
      pending: sum(sales),
      reserved: sum(holds),
    }
  }

  async check(): Promise<void> {
    for (const [index, variantId] of this.variants.entries()) {
      const onHand = this.paper.onHand[index] ?? 0
      const pending = this.paper.sum(index, 'sold', 'confirmed')
      const reserved = this.paper.sum(index, 'held')
      const available = Math.max(0, onHand - pending - reserved)
      expect(await desk.counters(variantId)).toEqual({ onHand, pending, reserved, available })
      expect(await desk.ledger(variantId)).toEqual({ onHand, pending, reserved })
      expect(await this.explained(variantId)).toEqual({ onHand, pending, reserved })
    }
  }
}

test('after any sequence of acts the counters are as on paper and the ledger adds up to them', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
      const run = new Run()
      // The sweeps act on all orders there are, so those of earlier runs must be out of their way.
      await releaseExpired(db, minutes(20))
      await db.transaction((tx) => settleConfirmed(tx, minutes(30)))
      for (let index = 0; index < VARIANTS; index += 1) await run.do({ act: 'stock', variant: index, quantity: 6 })
      for (const action of steps) await run.do(action)
      await run.check()
    }),
    { numRuns: 30 },
  )
})
