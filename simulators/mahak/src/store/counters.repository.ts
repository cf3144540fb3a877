import { type Queryable, sql, type Tx } from '@hybrid-store/database'

/** Takes `count` numbers from a named counter that starts at `first`; gives the first one taken. */
export async function takeNumbers(tx: Tx, name: string, first: number, count: number): Promise<number> {
  const row = await tx.row<{ value: number }>(sql`
    insert into mahak.counter as c (name, value) values (${name}, ${first + count})
    on conflict (name) do update set value = c.value + ${count} returning value`)
  return (row?.value ?? first + count) - count
}

/** The number a counter gives next; `first` if it gave none yet. */
export async function nextNumber(db: Queryable, name: string, first: number): Promise<number> {
  const row = await db.row<{ value: number }>(sql`select value from mahak.counter where name = ${name}`)
  return row?.value ?? first
}
