import { afterEach, beforeEach, expect, test } from 'vitest'
import { firstOf, SMALL, startSimulator, type TestSimulator } from './support/simulator.ts'

let mahak: TestSimulator
beforeEach(async () => {
  mahak = await startSimulator({ catalogue: SMALL })
})
afterEach(() => mahak.stop())

const order = (members: object = {}) => ({ orderClientId: 5, personId: 55_000_001, orderType: 201, ...members })
const line = (clientId: number, members: object = {}) => ({
  orderDetailClientId: clientId,
  orderClientId: 5,
  productDetailId: 9_200_004,
  price: 10,
  count1: 1,
  ...members,
})
const linesLeft = async () =>
  (await mahak.rows('OrderDetails')).map((row) => [row.OrderDetailClientId, row.Deleted]).toSorted()

test('personGroupMandatory: a new person needs a group, unless the switch is off', async () => {
  const person = { personClientId: 1, lastName: 'بی‌گروه' }
  expect(firstOf((await mahak.save({ people: [person] })).of('People')).Errors).toEqual([
    { Property: 'PersonGroupId', Error: 'PersonGroupId is required ' },
  ])
  await mahak.switch({ personGroupMandatory: false })
  expect((await mahak.save({ people: [person] })).ok).toBe(true)
})

test('deleteRegistered: an order in the books refuses to be deleted, or lets it; edits it always refuses', async () => {
  const id = firstOf((await mahak.save({ orders: [order()], orderDetails: [line(1)] })).of('Orders')).EntityId
  await mahak.post(`/orders/${id}/convert`)
  const gone = () => mahak.save({ orders: [{ orderId: id, deleted: true }] })
  const state = async () => firstOf(await mahak.rows('Orders')).Deleted
  expect(firstOf((await gone()).of('Orders')).Errors?.[0]?.Property).toBe('OrderId')
  expect(await state()).toBe(false)
  await mahak.switch({ deleteRegistered: 'accept' })
  expect((await mahak.save({ orders: [{ orderId: id, discount: 5 }] })).ok).toBe(false)
  expect((await gone()).ok).toBe(true)
  expect(await state()).toBe(true)
  expect(firstOf(await mahak.rows('Orders')).OrderCode).toBe(1001)
})

test('omittedLines: lines that a re-sent order no longer has stay, or are deleted', async () => {
  await mahak.save({ orders: [order()], orderDetails: [line(1), line(2)] })
  await mahak.save({ orders: [order()], orderDetails: [line(2), line(3)] })
  expect(await linesLeft()).toEqual([
    [1, false],
    [2, false],
    [3, false],
  ])
  await mahak.switch({ omittedLines: 'deleted' })
  await mahak.save({ orders: [order()] })
  await mahak.save({ orderDetails: [line(3)] })
  expect((await linesLeft()).filter(([, deleted]) => deleted)).toEqual([])
  await mahak.save({ orders: [order()], orderDetails: [line(3)] })
  expect(await linesLeft()).toEqual([
    [1, true],
    [2, true],
    [3, false],
  ])
})

test('clientIdScope: another visitor’s client id means another row, or the same one', async () => {
  const save = (userName: string) => mahak.save({ orders: [order()], orderDetails: [line(1)] }, userName)
  const idOf = async (userName: string) => firstOf((await save(userName)).of('Orders')).EntityId
  const first = await idOf('shop1')
  expect(await idOf('seller2')).toBe(Number(first) + 1)
  await mahak.switch({ clientIdScope: 'database' })
  const own = { orders: [order({ orderClientId: 77 })] }
  const [one, two] = [await mahak.save(own), await mahak.save(own, 'seller2')]
  expect(firstOf(two.of('Orders')).EntityId).toBe(firstOf(one.of('Orders')).EntityId)
  expect((await mahak.rows('Orders')).filter((row) => row.OrderClientId === 77)).toHaveLength(1)
})

test('equalVersions: all rows of an upload share one version, whatever entity they are of', async () => {
  await mahak.switch({ equalVersions: true })
  const saved = await mahak.save({ orders: [order()], orderDetails: [line(1), line(2)] })
  const versions = [...saved.of('Orders'), ...saved.of('OrderDetails')].map((row) => row.RowVersion)
  expect(new Set(versions).size).toBe(1)
})

test('rows that name one row by its id and by its client id are one row, the later over the earlier', async () => {
  const id = firstOf((await mahak.save({ orders: [order()] })).of('Orders')).EntityId
  const saved = await mahak.save({ orders: [{ orderId: id, discount: 1 }, order({ discount: 2 })] })
  expect(saved.ok).toBe(true)
  expect(saved.of('Orders').map((row) => row.EntityId)).toEqual([id, id])
  expect((await mahak.rows('Orders')).map((row) => row.Discount)).toEqual([2])
})
