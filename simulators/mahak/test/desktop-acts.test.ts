import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { firstOf, type Row, SMALL, startSimulator, type TestSimulator } from './support/simulator.ts'

const VISITOR = 40_123
const OTHER_VISITOR = 40_124
const PERSON = 55_000_001
const SHIRT = 8_100_001
const [SHIRT_M, SHIRT_L, MUG, PEN] = [9_200_002, 9_200_003, 9_200_004, 9_200_005]
let mahak: TestSimulator
beforeEach(async () => {
  mahak = await startSimulator({ catalogue: SMALL })
})
afterEach(() => mahak.stop())

const rowsBy = async (list: string, member: string, id: number): Promise<Row[]> =>
  (await mahak.rows(list)).filter((row) => row[member] === id)
const rowOf = async (list: string, member: string, id: number): Promise<Row> => firstOf(await rowsBy(list, member, id))
const variant = (id: number) => rowOf('ProductDetails', 'ProductDetailId', id)
const post = async (path: string, body: object = {}) => {
  const answer = await mahak.post(path, body)
  return { status: answer.status, body: z.record(z.string(), z.unknown()).parse(await answer.json()) }
}
const remove = (path: string) => mahak.call(`/desktop/api${path}`, { method: 'DELETE' })
const version = async () =>
  z.object({ rowVersion: z.number() }).parse(await (await mahak.call('/desktop/api/state')).json()).rowVersion

describe('prices and stock of many', () => {
  test('prices of several variants change in one upload, other members and variants stay', async () => {
    const [before, other] = [await variant(SHIRT_M), await variant(PEN)]
    const prices = [
      { productDetailId: SHIRT_M, level: 1, price: 1_100_000 },
      { productDetailId: SHIRT_M, level: 3, price: 900_000 },
      { productDetailId: MUG, level: 2, price: 2_000_000 },
    ]
    expect(await post('/prices', { prices })).toEqual({ status: 200, body: { ok: true } })
    const after = await variant(SHIRT_M)
    expect(after).toMatchObject({ Price1: 1_100_000, Price2: before.Price2, Price3: 900_000, Barcode: before.Barcode })
    expect((await variant(MUG)).UpdateSyncId).toBe(after.UpdateSyncId)
    expect(await variant(PEN)).toEqual(other)
  })

  test('if one variant is not there, none changes', async () => {
    const before = await version()
    const prices = [SHIRT_M, 1].map((productDetailId) => ({ productDetailId, level: 1, price: 5 }))
    expect((await post('/prices', { prices })).status).toBe(404)
    const counts = [SHIRT_M, 1].map((productDetailId) => ({ productDetailId, storeId: 1200, count: 5 }))
    expect((await post('/stock', { counts })).status).toBe(404)
    expect(await version()).toBe(before)
  })

  test('all prices of a level rise by a percentage, to whole thousands; zero stays zero', async () => {
    await post(`/variants/${SHIRT_M}/price`, { level: 1, price: 1_234_567 })
    expect(await post('/prices/raise', { level: 1, percent: 10 })).toEqual({ status: 200, body: { changed: 5 } })
    expect((await variant(SHIRT_M)).Price1).toBe(1_358_000)
    expect((await variant(MUG)).Price1).toBe(2_750_000)
    const before = await version()
    expect((await post('/prices/raise', { level: 9, percent: 10 })).body).toEqual({ changed: 0 })
    expect(await version()).toBe(before)
  })

  test('counts of several stores change, the visitors’ totals follow, a right count keeps its version', async () => {
    const assetOf = async (storeId: number) =>
      firstOf(
        (await rowsBy('ProductDetailStoreAssets', 'ProductDetailId', SHIRT_M)).filter((row) => row.StoreId === storeId),
      )
    const same = await assetOf(1201)
    const counts = [
      { productDetailId: SHIRT_M, storeId: 1200, count: 40 },
      { productDetailId: SHIRT_M, storeId: 1201, count: 2 },
      { productDetailId: MUG, storeId: 1201, count: 1 },
    ]
    await post('/stock', { counts })
    expect((await assetOf(1200)).Count1).toBe(40)
    expect(await assetOf(1201)).toEqual(same)
    const total = async (id: number) =>
      (await rowsBy('VisitorProducts', 'ProductDetailId', id)).map((row) => row.Count1)
    expect([await total(SHIRT_M), await total(MUG)]).toEqual([
      [42, 42],
      [31, 31],
    ])
  })

  test('a price that changes while a client saves the same variant is not lost', async () => {
    const saves = Array.from({ length: 10 }, (_, index) =>
      mahak.save({ productDetails: [{ productDetailId: MUG, price2: 100 + index }] }),
    )
    const changes = Array.from({ length: 10 }, (_, index) => post(`/variants/${MUG}/price`, { price: 7_000 + index }))
    await Promise.all([...saves, ...changes])
    const { Price1, Price2, RowVersion } = await variant(MUG)
    expect([7_000 <= Number(Price1), 100 <= Number(Price2)]).toEqual([true, true])
    expect(RowVersion).toBe(
      (await mahak.read({ fromProductDetailVersion: 0 })).ProductDetails?.find((r) => r.ProductDetailId === MUG)
        ?.RowVersion,
    )
  })
})

describe('§3.3 edits that do not show up', () => {
  test('a silent edit changes a product and keeps its version: only a read from 0 finds it', async () => {
    const before = await rowOf('Products', 'ProductId', SHIRT)
    const edit = await post(`/products/${SHIRT}`, { name: 'پیراهن کتان نو', silently: true })
    expect(edit.body).toEqual({ rowVersion: before.RowVersion })
    expect(await rowOf('Products', 'ProductId', SHIRT)).toMatchObject({
      Name: 'پیراهن کتان نو',
      RowVersion: before.RowVersion,
    })
    const from = { fromProductVersion: Number(before.RowVersion) }
    await mahak.switch({ fromSemantics: 'exclusive' })
    expect((await mahak.read(from)).Products?.map((row) => row.ProductId)).not.toContain(SHIRT)
    expect((await mahak.read({ fromProductVersion: 0 })).Products?.map((row) => row.Name)).toContain('پیراهن کتان نو')
  })

  test('a silent price keeps the variant’s version too', async () => {
    const before = await variant(MUG)
    await post(`/variants/${MUG}/price`, { price: 1, silently: true })
    expect(await variant(MUG)).toMatchObject({ Price1: 1, RowVersion: before.RowVersion })
  })

  test('an unchanged product sent again keeps its version, or gets a new one where the switch says so', async () => {
    const before = await rowOf('Products', 'ProductId', SHIRT)
    expect((await post(`/products/${SHIRT}`)).body).toEqual({ rowVersion: before.RowVersion })
    expect(await rowOf('Products', 'ProductId', SHIRT)).toEqual(before)
    await mahak.switch({ unchangedKeepsVersion: false })
    const again = await post(`/products/${SHIRT}`)
    expect(again.body.rowVersion).toBeGreaterThan(Number(before.RowVersion))
    expect(await rowOf('Products', 'ProductId', SHIRT)).toMatchObject({
      RowVersion: again.body.rowVersion,
      DataHash: before.DataHash,
    })
  })
})

describe('deleting', () => {
  test('a product and its variants are deleted and come back, each time with new versions; their stock stays', async () => {
    const stock = await rowsBy('ProductDetailStoreAssets', 'ProductDetailId', SHIRT_M)
    const states = async () => [
      (await rowOf('Products', 'ProductId', SHIRT)).Deleted,
      ...(await rowsBy('ProductDetails', 'ProductId', SHIRT)).map((row) => row.Deleted),
    ]
    expect((await remove(`/products/${SHIRT}`)).status).toBe(200)
    expect(await states()).toEqual([true, true, true, true])
    const deleted = await rowOf('Products', 'ProductId', SHIRT)
    await post(`/products/${SHIRT}/restore`)
    expect(await states()).toEqual([false, false, false, false])
    expect((await rowOf('Products', 'ProductId', SHIRT)).RowVersion).toBeGreaterThan(Number(deleted.RowVersion))
    expect(await rowsBy('ProductDetailStoreAssets', 'ProductDetailId', SHIRT_M)).toEqual(stock)
  })

  test('a variant or a person alone', async () => {
    await remove(`/variants/${SHIRT_M}`)
    await remove(`/people/${PERSON}`)
    expect([(await variant(SHIRT_M)).Deleted, (await variant(SHIRT_L)).Deleted]).toEqual([true, false])
    expect((await rowOf('People', 'PersonId', PERSON)).Deleted).toBe(true)
    await post(`/people/${PERSON}/restore`)
    expect((await rowOf('People', 'PersonId', PERSON)).Deleted).toBe(false)
    expect((await remove('/variants/1')).status).toBe(404)
  })

  test('twice makes one new version', async () => {
    await remove(`/products/${SHIRT}`)
    const before = await version()
    await remove(`/products/${SHIRT}`)
    expect(await version()).toBe(before)
  })
})

describe('what a visitor sees', () => {
  test('goods given to a visitor come with the desktop’s stock past a newer checkpoint; taken away, the link is deleted', async () => {
    const checkpoint = await version()
    const ask = { fromProductDetailVersion: checkpoint, fromVisitorProductVersion: checkpoint }
    await post(`/visitors/${VISITOR}/goods`, { productDetailIds: [PEN] })
    const given = await mahak.read(ask)
    expect(given.ProductDetails?.map((row) => row.ProductDetailId)).toContain(PEN)
    expect(given.VisitorProducts).toEqual([
      expect.objectContaining({ ProductDetailId: PEN, VisitorId: VISITOR, Count1: 3, Deleted: false }),
    ])
    await post(`/visitors/${VISITOR}/goods`, { productDetailIds: [PEN], assigned: false })
    const taken = await mahak.read(ask)
    expect(taken.VisitorProducts).toEqual([
      expect.objectContaining({
        VisitorProductId: firstOf(given.VisitorProducts).VisitorProductId,
        ProductDetailId: PEN,
        Deleted: true,
      }),
    ])
    const others = (await rowsBy('VisitorProducts', 'ProductDetailId', PEN)).filter(
      (row) => row.VisitorId === OTHER_VISITOR,
    )
    expect(others.map((row) => row.Deleted)).toEqual([false])
  })

  test('the same goods given five times at once are linked once', async () => {
    await Promise.all(
      Array.from({ length: 5 }, () => post(`/visitors/${VISITOR}/goods`, { productDetailIds: [PEN, PEN] })),
    )
    expect(await rowsBy('VisitorProducts', 'ProductDetailId', PEN)).toHaveLength(2)
  })

  test('a person is given to another visitor, who then sees it', async () => {
    const seen = async () => (await mahak.read({ fromPersonVersion: 0 }, 'seller2')).People?.map((row) => row.PersonId)
    expect(await seen()).toEqual([])
    await post(`/visitors/${OTHER_VISITOR}/people`, { personIds: [PERSON] })
    expect(await seen()).toEqual([PERSON])
    expect((await post('/visitors/1/people', { personIds: [PERSON] })).status).toBe(404)
    expect((await post(`/visitors/${VISITOR}/people`, { personIds: [1] })).status).toBe(404)
  })
})

describe('people', () => {
  test('the accountant enters one: it has a number at once and is seen by the visitors named', async () => {
    const { status, body } = await post('/people', {
      firstName: 'نرگس',
      lastName: 'رستمی',
      mobile: '09123334455',
      visitorIds: [VISITOR],
    })
    expect([status, body]).toEqual([201, { personId: PERSON + 1, personCode: 2 }])
    const seen = (await mahak.read({ fromPersonVersion: 0 })).People?.find((row) => row.PersonId === PERSON + 1)
    expect(seen).toMatchObject({ FirstName: 'نرگس', PersonCode: 2, PersonGroupId: 98_001, PersonClientId: 0 })
    expect((await mahak.read({ fromPersonVersion: 0 }, 'seller2')).People).toEqual([])
  })

  test('name, mobile, group, credit and price level change; what is not named stays', async () => {
    const before = await rowOf('People', 'PersonId', PERSON)
    const change = { mobile: '09120009988', personGroupId: 98_002, credit: 50_000_000, sellPriceLevel: 2 }
    await post(`/people/${PERSON}`, change)
    expect(await rowOf('People', 'PersonId', PERSON)).toMatchObject({
      FirstName: before.FirstName,
      LastName: before.LastName,
      Mobile: '09120009988',
      PersonGroupId: 98_002,
      Credit: 50_000_000,
      SellPriceLevel: 2,
    })
    expect((await post(`/people/${PERSON}`, { personGroupId: 5 })).status).toBe(404)
    expect((await post('/people/1', change)).status).toBe(404)
    for (const bad of [{ sellPriceLevel: 11 }, { lastName: ' ' }, { credit: -1 }, { name: 'x' }])
      expect((await post(`/people/${PERSON}`, bad)).status).toBe(400)
  })

  test('are found by a part of the name in any spelling or of the mobile', async () => {
    const find = async (q: string) => {
      const answer = await mahak.call(`/desktop/api/people?q=${encodeURIComponent(q)}`)
      return z.object({ people: z.array(z.object({ personId: z.number() })) }).parse(await answer.json()).people.length
    }
    expect([await find('محمدي'), await find('۱۱۱۰۰۰۱'), await find(''), await find('نیست')]).toEqual([1, 1, 1, 0])
  })
})
