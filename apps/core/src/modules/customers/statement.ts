import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { Rial } from '@hybrid-store/kernel'

/** One line of a customer's account in the books. */
export interface StatementEntry {
  /** The books' own number of the line. */
  number: number
  at: Date
  /** Kind of the document behind it (`STATEMENT_TYPES` of the contracts names them). */
  type: number
  debt: Rial
  credit: Rial
  /** What the account stood at after it, in the books' own sign. */
  balance: Rial
  description: string
}

export type RemoteEntry = StatementEntry & { customerId: string }

/** Takes over lines of the customers' accounts. */
export async function applyRemoteStatement(
  tx: Tx,
  entries: readonly RemoteEntry[],
  deletedNumbers: readonly number[],
): Promise<void> {
  if (deletedNumbers.length > 0)
    await tx.run(sql`delete from customers.statement_entry where number = any(${deletedNumbers}::bigint[])`)
  if (entries.length === 0) return
  await tx.run(sql`
    insert into customers.statement_entry (number, customer_id, at, type, debt, credit, balance, description)
    select * from unnest(${entries.map((entry) => entry.number)}::bigint[],
      ${entries.map((entry) => entry.customerId)}::text[], ${entries.map((entry) => entry.at)}::timestamptz[],
      ${entries.map((entry) => entry.type)}::int[], ${entries.map((entry) => entry.debt)}::bigint[],
      ${entries.map((entry) => entry.credit)}::bigint[], ${entries.map((entry) => entry.balance)}::bigint[],
      ${entries.map((entry) => entry.description)}::text[])
    on conflict (number) do update set customer_id = excluded.customer_id, at = excluded.at, type = excluded.type,
      debt = excluded.debt, credit = excluded.credit, balance = excluded.balance, description = excluded.description`)
}

/** The place after which a page of a statement goes on. */
export interface StatementPlace {
  at: Date
  number: number
}

/** Up to `limit` lines of one customer's account, the newest first, after `place`. */
export const readStatement = (
  db: Queryable,
  customerId: string,
  place: StatementPlace | null,
  limit: number,
): Promise<StatementEntry[]> =>
  db.rows(sql`
    select number, at, type, debt, credit, balance, description from customers.statement_entry
    where customer_id = ${customerId}
      and (${place === null}::boolean or (at, number) < (${place?.at ?? null}::timestamptz, ${place?.number ?? 0}::bigint))
    order by at desc, number desc limit ${limit}`)

/** Opaque to clients. */
export const encodePlace = ({ at, number }: StatementPlace): string =>
  Buffer.from(`s${at.getTime()}.${number}`).toString('base64url')

/** The place a cursor stands for; null if it is none of ours. */
export function decodePlace(cursor: string): StatementPlace | null {
  const match = /^s(-?\d{1,14})\.(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))
  return match ? { at: new Date(Number(match[1])), number: Number(match[2]) } : null
}
