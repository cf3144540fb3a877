import { findOrCreateByMobile, rememberAddress } from '@hybrid-store/core/customers'
import { sql } from '@hybrid-store/database'
import type { EntityName } from '@hybrid-store/mahak-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entityGroups } from '../src/pull/entity-groups.ts'
import { pullGroup } from '../src/pull/pull-group.ts'
import { addressLane } from '../src/push/address-lane.ts'
import { customerLane } from '../src/push/customer-lane.ts'
import { drain } from '../src/push/drain.ts'
import { raiseClientIds } from '../src/push/outgoing-links.repository.ts'
import type { PushDeps } from '../src/push/push-deps.ts'
import { createBreaker } from '../src/retry-error-manager/breaker.ts'
import { type MahakChain, startMahakChain } from './mahak-chain.ts'
import { createWorld, type World } from './world.ts'

let world: World
let mahak: MahakChain
let deps: PushDeps
beforeAll(async () => {
  world = await createWorld()
  mahak = await startMahakChain()
  deps = { ...world.deps, mahak: mahak.client, breaker: createBreaker(), workerId: 'worker', closing: () => false }
  await raiseClientIds(world.db, deps.config.clientIdBase)
})
afterAll(async () => {
  await mahak?.close()
  await world?.close()
})

const pullAll = async () => {
  for (const group of entityGroups) expect(await pullGroup(deps, group)).toMatchObject({ kind: 'complete' })
}
const rowsOf = async (entity: EntityName) => {
  const rows: Record<string, unknown>[] = []
  for await (const line of mahak.client.changes({ [entity]: 0 }))
    if ('rows' in line) rows.push(...line.rows.map((row) => ({ ...row })))
  return rows
}

test('a customer with an address is in the books as they are here, is edited on both sides, and then all is quiet', async () => {
  await pullAll()
  const [region] = await world.db.rows<{ doc: { CityID: number; CityName: string; ProvinceName: string } }>(
    sql`select doc from sync.mirror where entity = 'Regions' order by mahak_id limit 1`,
  )
  const place = { province: region?.doc.ProvinceName ?? 'فارس', city: region?.doc.CityName ?? 'شیراز' }
  const { id } = await world.db.transaction((tx) => findOrCreateByMobile(tx, '+989351112233'))
  const home = { receiverName: 'رضا', mobile: '+989351112233', ...place, address: 'بهار', postalCode: '3134567890' }
  await world.db.transaction(async (tx) => {
    await tx.run(sql`update customers.customer set last_name = 'زنجیره', national_code = '0084575948' where id = ${id}`)
    await rememberAddress(tx, id, home)
  })
  await drain(deps, customerLane, addressLane)
  await drain(deps, customerLane, addressLane)
  const mine = async () => (await rowsOf('People')).filter((row) => row.LastName === 'زنجیره')
  const [person, ...twins] = await mine()
  expect([person, twins]).toMatchObject([{ Mobile: '09351112233', NationalCode: '0084575948', Deleted: false }, []])
  const addresses = (await rowsOf('PersonAddresses')).filter((row) => row.PersonId === person?.PersonId)
  expect(addresses).toMatchObject([
    { Title: 'رضا', PostalCode: '3134567890', CityId: region?.doc.CityID ?? 0, IsDefault: true },
  ])

  await pullAll()
  await world.db.run(sql`update customers.customer set email = 'a@example.com' where id = ${id}`)
  await drain(deps, customerLane, addressLane)
  await pullAll()
  await drain(deps, customerLane, addressLane)
  expect(await mine()).toMatchObject([{ Email: 'a@example.com', NationalCode: '0084575948', Mobile: '09351112233' }])
  expect(await world.db.rows(sql`select * from sync.dirty`)).toEqual([])
  expect(await world.db.rows(sql`select * from sync.conflict`)).toEqual([])
  const attempts = () => world.db.row(sql`select count(*) as n from sync.attempt`)
  const before = await attempts()
  await pullAll()
  await drain(deps, customerLane, addressLane)
  expect(await attempts()).toEqual(before)
})
