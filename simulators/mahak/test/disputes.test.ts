import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { firstOf, type Row, SMALL, startSimulator, type TestSimulator } from './support/simulator.ts'

let mahak: TestSimulator
let token: string
beforeAll(async () => {
  mahak = await startSimulator({ catalogue: SMALL })
  token = await mahak.login()
})
afterAll(() => mahak.stop())

const DATABASE = 51_234
const dispute = async (path: string, body: object) => {
  const answer = await mahak.send('POST', `/API/v3/Sync/${path}`, body, { authorization: token })
  return { status: answer.status, body: await answer.json() }
}
const byId = (rows: readonly Row[] | null | undefined, id: string) => new Map((rows ?? []).map((row) => [row[id], row]))
const allVersions = async () => (await mahak.rows('ProductDetails')).map((row) => [row.ProductDetailId, row.RowVersion])

describe('§6 SolveDispute', () => {
  let seen: Map<unknown, Row>
  let claims: { id: unknown; rw: unknown }[]
  let checkpoint: number
  beforeEach(async () => {
    const { ProductDetails, VisitorProducts } = await mahak.read({
      fromProductDetailVersion: 0,
      fromVisitorProductVersion: 0,
    })
    seen = byId(ProductDetails, 'ProductDetailId')
    claims = [...seen.values()].map((row) => ({ id: row.ProductDetailId, rw: row.RowVersion }))
    checkpoint = Math.max(
      ...[...(ProductDetails ?? []), ...(VisitorProducts ?? [])].map((row) => Number(row.RowVersion)),
    )
  })
  const changed = async () =>
    byId((await mahak.read({ fromProductDetailVersion: checkpoint })).ProductDetails, 'ProductDetailId')

  test('a list that agrees with the server touches nothing', async () => {
    const before = await allVersions()
    const answer = await dispute('SolveDispute', {
      databaseId: DATABASE,
      entityName: 'productDetail',
      disputeItems: claims,
    })
    expect(answer).toEqual({ status: 200, body: { Result: true } })
    expect(await allVersions()).toEqual(before)
  })

  test('rows that are missing in the list or have another version come again, unchanged but for their version', async () => {
    const [missing, other, ...right] = claims
    const disputeItems = [...right, { id: other?.id, rw: Number(other?.rw) - 1 }]
    const answer = await dispute('SolveDispute', { databaseId: DATABASE, entityName: 'ProductDETAIL', disputeItems })
    expect(answer.body).toEqual({ Result: true })
    const after = await changed()
    expect([...after.keys()].toSorted()).toEqual([missing?.id, other?.id].toSorted())
    for (const [id, row] of after) {
      expect(row.RowVersion).toBeGreaterThan(checkpoint)
      const { RowVersion: _version, UpdateDate: _date, UpdateSyncId: _sync, ...kept } = row
      expect(seen.get(id)).toMatchObject(kept)
    }
  })

  test('rows of other visitors are not touched', async () => {
    const hidden = (await mahak.rows('ProductDetails')).filter((row) => !seen.has(row.ProductDetailId))
    expect(hidden.length).toBeGreaterThan(0)
    await dispute('SolveDispute', { databaseId: DATABASE, entityName: 'productDetail', disputeItems: [] })
    expect((await mahak.rows('ProductDetails')).filter((row) => !seen.has(row.ProductDetailId))).toEqual(hidden)
    expect([...(await changed()).keys()].toSorted()).toEqual([...seen.keys()].toSorted())
  })

  test('ids that the server does not know are ignored, and numbers may come as text in any case', async () => {
    const before = await allVersions()
    const DisputeItems = [...claims.map(({ id, rw }) => ({ ID: String(id), RW: String(rw) })), { Id: 1, Rw: 5 }]
    const answer = await dispute('SolveDispute', {
      DATABASEID: String(DATABASE),
      EntityName: 'productdetail',
      DisputeItems,
    })
    expect(answer.body).toEqual({ Result: true })
    expect(await allVersions()).toEqual(before)
  })

  test('every entity name the plugin uses is known', async () => {
    const names =
      'visitorProduct, product, store, PropertyDescription, ProductDetail, ProductDetailStoreAsset, picture, PhotoGallery, person, visitorPerson, personGroup, bank, extraData, order, orderDetail'
    for (const entityName of names.split(', ')) {
      const answer = await dispute('SolveDispute', { databaseId: DATABASE, entityName, disputeItems: [] })
      expect([entityName, answer.body]).toEqual([entityName, { Result: true }])
    }
  })

  test.each([
    ['another database', { databaseId: 1, entityName: 'product', disputeItems: [] }],
    ['no database', { entityName: 'product', disputeItems: [] }],
    ['an unknown entity', { databaseId: DATABASE, entityName: 'costCenter', disputeItems: [] }],
    ['no entity', { databaseId: DATABASE, disputeItems: [] }],
  ])('%s is refused with Result false and touches nothing', async (_name, body) => {
    const before = await mahak.rows('Products')
    const answer = await dispute('SolveDispute', body)
    expect(answer).toMatchObject({ status: 200, body: { Result: false, Message: expect.any(String) } })
    expect(await mahak.rows('Products')).toEqual(before)
  })
})

describe('§6 SolveOrderDispute', () => {
  test('an order whose code differs is touched and keeps the code of the books; the others stay', async () => {
    const ids: number[] = []
    for (const id of [1, 2, 3]) {
      const saved = await mahak.save({ orders: [{ orderClientId: id, personId: 55_000_001, orderType: 201 }] })
      ids.push(Number(firstOf(saved.of('Orders')).EntityId))
    }
    await mahak.post(`/orders/${ids[0]}/convert`)
    const before = byId(await mahak.rows('Orders'), 'OrderId')
    const code = before.get(ids[0] ?? 0)?.OrderCode
    expect(code).not.toBe(0)
    const disputeItems = [
      { id: ids[0], code: 0 },
      { id: ids[1], code: 0 },
      { id: 1, code: 7 },
    ]
    expect((await dispute('SolveOrderDispute', { databaseId: DATABASE, disputeItems })).body).toEqual({ Result: true })
    const after = byId(await mahak.rows('Orders'), 'OrderId')
    expect(Number(after.get(ids[0] ?? 0)?.RowVersion)).toBeGreaterThan(Number(before.get(ids[0] ?? 0)?.RowVersion))
    expect(after.get(ids[0] ?? 0)?.OrderCode).toBe(code)
    for (const id of ids.slice(1)) expect(after.get(id)).toEqual(before.get(id))
  })

  test('an order of another visitor is not touched', async () => {
    const saved = await mahak.save({ orders: [{ orderClientId: 9, personId: 1, orderType: 201 }] }, 'seller2')
    const id = firstOf(saved.of('Orders')).EntityId
    const before = byId(await mahak.rows('Orders'), 'OrderId').get(id ?? 0)
    await dispute('SolveOrderDispute', { databaseId: DATABASE, disputeItems: [{ id, code: 99 }] })
    expect(byId(await mahak.rows('Orders'), 'OrderId').get(id ?? 0)).toEqual(before)
  })
})

test('20 disputes and saves at the same time leave one version per row and lose no save', async () => {
  const disputes = Array.from({ length: 10 }, () =>
    dispute('SolveDispute', { databaseId: DATABASE, entityName: 'order', disputeItems: [] }),
  )
  const saves = Array.from({ length: 10 }, (_, n) =>
    mahak.save({ orders: [{ orderClientId: 100 + n, personId: 1, description: `n${n}` }] }),
  )
  expect((await Promise.all(disputes)).every(({ status }) => status === 200)).toBe(true)
  expect((await Promise.all(saves)).every(({ ok }) => ok)).toBe(true)
  const orders = (await mahak.rows('Orders')).filter((row) => Number(row.OrderClientId) >= 100)
  expect(orders.map((row) => row.Description).toSorted()).toEqual(Array.from({ length: 10 }, (_, n) => `n${n}`))
  const versions = (await mahak.rows('Orders')).map((row) => row.RowVersion)
  expect(new Set(versions).size).toBe(versions.length)
})
