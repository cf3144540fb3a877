import { setTimeout as sleep } from 'node:timers/promises'
import { deleteAddress, fillMissingName, findOrCreateByMobile, saveAddress } from '@hybrid-store/core/customers'
import { sql } from '@hybrid-store/database'
import { parseMobile } from '@hybrid-store/kernel'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'
import { kind } from './step-kind.ts'

const CUSTOMERS = 6
const DOORBELL = { type: 'sync.drain', body: {} }

/** The first two numbers belong to persons that the books have already. */
export const mobileOf = (customer: number): string => `+98912111000${customer + 1}`

export const everyCustomer = Array.from({ length: CUSTOMERS }, (_, customer) => ({ customer }))

export const drawCustomer = (random: Random) => ({ customer: random.between(0, CUSTOMERS - 1) })

const drawRenames = (random: Random) => ({
  ...drawCustomer(random),
  names: Array.from({ length: random.between(1, 5) }, () => `نام ${random.between(1, 999)}`),
  everyMs: random.between(5, 60),
})

/** What customers write about themselves, and the accountant about them. */
export const peopleSteps = {
  register: kind({ weight: 3, draw: drawCustomer, run: register }),
  // Also several times within a moment, while the first name is on its way.
  rename: kind({ weight: 5, draw: drawRenames, run: rename }),
  // The accountant writes other fields of the person while our name is on its way there.
  renameBoth: kind({
    weight: 7,
    draw: (random) => ({
      ...drawRenames(random),
      credits: Array.from({ length: random.between(1, 4) }, () => random.between(1, 99) * 1_000_000),
      creditEveryMs: random.between(5, 90),
    }),
    run: async (world, { credits, creditEveryMs, ...renames }) => {
      const enter = async () => {
        for (const credit of credits) {
          await editPerson(world, renames.customer, { credit })
          await sleep(creditEveryMs)
        }
      }
      await Promise.all([rename(world, renames), enter()])
    },
  }),
  editPerson: kind({
    weight: 3,
    draw: (random) => ({
      ...drawCustomer(random),
      fields: random.pick([
        { lastName: `خانواده ${random.between(1, 99)}` },
        { firstName: `كريم ${random.between(1, 99)} ` },
        { sellPriceLevel: random.between(0, 3) },
      ]),
    }),
    run: (world, { customer, fields }) => editPerson(world, customer, fields),
  }),
  address: kind({
    weight: 4,
    draw: (random) => ({ ...drawCustomer(random), which: random.between(0, 3), number: random.between(1, 99) }),
    run: (world, { customer, which, number }) =>
      withAddress(world, customer, which, async (customerId, id) => {
        const content = {
          receiverName: `گیرنده ${number}`,
          mobile: mobileOf(customer),
          province: 'تهران',
          city: 'تهران',
          address: `خیابان ${number}`,
          postalCode: '1234567890',
          isDefault: number % 2 === 0,
        }
        await world.shop.transaction((tx) => saveAddress(tx, customerId, { ...content, ...(id ? { id } : {}) }))
      }),
  }),
  deleteAddress: kind({
    weight: 2,
    draw: (random) => ({ ...drawCustomer(random), which: random.between(0, 3) }),
    run: (world, { customer, which }) =>
      withAddress(world, customer, which, async (customerId, id) => {
        if (id) await world.shop.transaction((tx) => deleteAddress(tx, customerId, id))
      }),
  }),
}

export async function register({ shop }: World, { customer }: { customer: number }): Promise<void> {
  await shop.transaction(async (tx) => {
    const { id } = await findOrCreateByMobile(tx, mobileOf(customer))
    await fillMissingName(tx, id, `مشتری ${customer}`)
  })
}

async function rename({ shop, bus }: World, { customer, names, everyMs }: ReturnType<typeof drawRenames>) {
  for (const name of names) {
    await shop.run(sql`
      update customers.customer set first_name = ${name}
      where mobile = ${mobileOf(customer)} and first_name <> ''`)
    await bus.publish('customer_sync_request', DOORBELL)
    await sleep(everyMs)
  }
}

async function editPerson(world: World, customer: number, fields: object): Promise<void> {
  const rows = await world.mahak.rows<{ id: number; doc: string }>(
    sql`select id, doc from mahak.row where entity = 'People' and not deleted order by id`,
  )
  const person = rows.find(({ doc }) => parseMobile(JSON.parse(doc).Mobile ?? '') === mobileOf(customer))
  if (person) await world.accountant('POST', `/people/${person.id}`, fields)
}

/** Gives one of the customer's addresses to `act`, or none where there are fewer. */
async function withAddress(
  { shop, bus }: World,
  customer: number,
  which: number,
  act: (customerId: string, id: `adr_${string}` | undefined) => Promise<void>,
): Promise<void> {
  const owner = await shop.row<{ id: string }>(sql`
    select id from customers.customer where mobile = ${mobileOf(customer)} and first_name <> ''`)
  if (!owner) return
  const rows = await shop.rows<{ id: `adr_${string}` }>(sql`
    select id from customers.address where customer_id = ${owner.id} and deleted_at is null order by id`)
  await act(owner.id, rows[which]?.id)
  await bus.publish('customer_sync_request', DOORBELL)
}
