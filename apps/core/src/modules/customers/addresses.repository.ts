import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'

/** An address of a customer's address book. */
export interface Address {
  id: Id<'adr'>
  receiverName: string
  /** E.164; empty where the books name none. */
  mobile: string
  province: string
  city: string
  address: string
  postalCode: string
  isDefault: boolean
}

/** An address with its owner, as both sides keep it. */
export type AddressRecord = Address & { customerId: Id<'cus'>; deleted: boolean }

export type AddressText = Omit<Address, 'id' | 'isDefault'>

const columns = sql`id, receiver_name as "receiverName", mobile, province, city, address, postal_code as "postalCode",
  is_default as "isDefault"`

/** The live addresses of a customer, the default one first, then the newest. */
export const selectAddresses = (db: Queryable, customerId: string): Promise<Address[]> =>
  db.rows<Address>(sql`
    select ${columns} from customers.address where customer_id = ${customerId} and deleted_at is null
    order by is_default desc, id desc`)

const allColumns = sql`${columns}, customer_id as "customerId", deleted_at is not null as deleted`

/** These addresses with their owners; deleted ones too. */
export const selectAddressRecords = (db: Queryable, ids: readonly string[]): Promise<AddressRecord[]> =>
  db.rows<AddressRecord>(sql`select ${allColumns} from customers.address where id = any(${ids}::text[])`)

/** Locks the addresses, in id order; deleted ones too. */
export const lockAddressRecords = (tx: Tx, ids: readonly string[]): Promise<AddressRecord[]> =>
  tx.rows<AddressRecord>(sql`
    select ${allColumns} from customers.address where id = any(${ids}::text[]) order by id for update`)

export const insertAddress = (tx: Tx, customerId: string, address: Address): Promise<number> =>
  tx.run(sql`
    insert into customers.address (id, customer_id, receiver_name, mobile, province, city, address, postal_code, is_default)
    values (${address.id}, ${customerId}, ${address.receiverName}, ${address.mobile}, ${address.province},
      ${address.city}, ${address.address}, ${address.postalCode}, ${address.isDefault})`)

export const updateAddress = (tx: Tx, customerId: string, { id, ...address }: Address): Promise<number> =>
  tx.run(sql`
    update customers.address set receiver_name = ${address.receiverName}, mobile = ${address.mobile},
      province = ${address.province}, city = ${address.city}, address = ${address.address},
      postal_code = ${address.postalCode}, is_default = ${address.isDefault}
    where id = ${id} and customer_id = ${customerId} and deleted_at is null`)

export const deleteAddress = (tx: Tx, customerId: string, id: string): Promise<number> =>
  tx.run(sql`
    update customers.address set deleted_at = now(), is_default = false
    where id = ${id} and customer_id = ${customerId} and deleted_at is null`)

/** Takes the mark of the default address from all others of these customers; gives the ids of those that had it. */
export async function clearDefaults(
  tx: Tx,
  customerIds: readonly string[],
  keepIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    update customers.address set is_default = false
    where customer_id = any(${customerIds}::text[]) and is_default and id <> all(${keepIds}::text[]) returning id`)
  return rows.map((row) => row.id)
}

/** Ids of the live addresses of these customers. */
export async function selectLiveIds(db: Queryable, customerIds: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    select id from customers.address where customer_id = any(${customerIds}::text[]) and deleted_at is null`)
  return rows.map((row) => row.id)
}

/** Writes whole addresses, new and known, set by set; of one customer only one may be the default. */
export async function upsertAddresses(tx: Tx, rows: readonly AddressRecord[]): Promise<void> {
  if (rows.length === 0) return
  const column = <Key extends keyof AddressRecord>(key: Key) => rows.map((row) => row[key])
  await tx.run(sql`
    insert into customers.address as a (id, customer_id, receiver_name, mobile, province, city, address, postal_code,
      is_default, deleted_at)
    select id, customer_id, receiver_name, mobile, province, city, address, postal_code, is_default,
      case when deleted then now() end
    from unnest(${column('id')}::text[], ${column('customerId')}::text[], ${column('receiverName')}::text[],
      ${column('mobile')}::text[], ${column('province')}::text[], ${column('city')}::text[],
      ${column('address')}::text[], ${column('postalCode')}::text[], ${column('isDefault')}::boolean[],
      ${column('deleted')}::boolean[])
      as t(id, customer_id, receiver_name, mobile, province, city, address, postal_code, is_default, deleted)
    on conflict (id) do update set receiver_name = excluded.receiver_name, mobile = excluded.mobile,
      province = excluded.province, city = excluded.city, address = excluded.address,
      postal_code = excluded.postal_code, is_default = excluded.is_default,
      deleted_at = case when excluded.deleted_at is null then null else coalesce(a.deleted_at, excluded.deleted_at) end`)
}
