import { expect } from 'vitest'
import { APPENDIX, commonMembers, ENTITY_OF, type Entity, type MemberType } from './facts/appendix.ts'
import { contract } from './support/contract.ts'
import { FROM } from './support/entities.ts'
import { GOODS, newClientId, newOrder, SHOP } from './support/requests.ts'
import type { Row, World } from './support/world.ts'

const fact = contract(APPENDIX)

const SAMPLES: Record<MemberType, Row[string]> = {
  i: 3,
  I: 8_000_000_000_000_001,
  d: 1.5,
  s: 'متن',
  b: true,
  t: '2026-02-09T14:05:00',
}
const IS_TYPE: Record<MemberType, (value: unknown) => boolean> = {
  i: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  I: Number.isInteger,
  d: (value) => typeof value === 'number',
  s: (value) => typeof value === 'string',
  b: (value) => typeof value === 'boolean',
  t: (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(String(value)),
}

/** Rows the samples may point to. */
const REFERENCES: Record<string, number> = {
  PersonId: SHOP.personId,
  VisitorId: SHOP.visitorId,
  PersonGroupId: SHOP.personGroupId,
  ProductId: GOODS.mug.productId,
  ProductDetailId: GOODS.mug.detailId,
  StoreId: SHOP.secondStoreId,
  BankId: SHOP.bankId,
  CashId: SHOP.cashId,
}
/** Parents that children hang on, made for the test. */
async function parents({ mahak }: World): Promise<Record<string, number>> {
  const id = newClientId()
  const saved = await mahak.save({
    orders: [newOrder()],
    receipts: [{ receiptClientId: id, personId: SHOP.personId }],
    payments: [{ paymentClientId: id, personId: SHOP.personId }],
  })
  const idOf = (list: string) => saved.of(list)[0]?.EntityId ?? 0
  return { OrderId: idOf('Orders'), ReceiptId: idOf('Receipts'), PaymentId: idOf('Payments') }
}

/** The row's id and code are the server's and the desktop's to give, a parent's ClientId and Code follow from its id. */
const isGiven = ({ idField, types }: Entity, name: string): boolean =>
  name !== idField &&
  !name.endsWith('ClientId') &&
  !(name.endsWith('Code') && types.has(name.replace(/Code$/, 'ClientId')))

const camelCase = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

async function saveSample(world: World, entity: Entity) {
  const references = { ...REFERENCES, ...(await parents(world)) }
  const names = [...entity.types.keys()].filter((name) => isGiven(entity, name))
  const members = names.map((name) => {
    const type = entity.types.get(name) ?? 's'
    return [name, references[name] ?? SAMPLES[type]] as const
  })
  const body = {
    [camelCase(entity.list)]: [Object.fromEntries(members.map(([name, value]) => [camelCase(name), value]))],
  }
  const { json } = await world.mahak.ask('/Sync/SaveAllData', body)
  return { sent: Object.fromEntries(members), json }
}

const SAVE_KEY: Record<string, string> = { companies: 'Companies', Mahakpays: 'MahakPays' }

async function readBack({ mahak }: World, entity: Entity, id: unknown): Promise<Row> {
  const rows = (await mahak.read({ [FROM[entity.list] ?? '']: 0 }))[entity.list] ?? []
  const row = rows.find((candidate) => candidate[entity.idField] === id) ?? (id === undefined ? rows[0] : undefined)
  if (!row) throw new Error(`the row of ${entity.list} did not come back`)
  return row
}

function checkMembers(entity: Entity, row: Row): void {
  const names = Object.keys(row)
  expect(names.toSorted()).toEqual([...entity.types.keys(), ...commonMembers(entity.list)].toSorted())
  expect(names.filter((name) => entity.order.includes(name))).toEqual(entity.order)
  const wrong = [...entity.types].filter(([name, type]) => row[name] !== null && !IS_TYPE[type](row[name]))
  expect(wrong).toEqual([])
}

for (const [id, entity] of ENTITY_OF) {
  if (APPENDIX[id]?.untested) continue
  fact(id, async (world) => {
    // Clients cannot write regions: the catalogue's are read.
    if (entity.list === 'Regions') return checkMembers(entity, await readBack(world, entity, undefined))
    const { sent, json } = await saveSample(world, entity)
    const [result] = Object(json).Data.Objects[SAVE_KEY[entity.list] ?? entity.list].Results
    expect(result).toMatchObject({ Result: true })
    const row = await readBack(world, entity, result.EntityId)
    checkMembers(entity, row)
    expect(row).toMatchObject(sent)
  })
}
