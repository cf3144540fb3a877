import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createDatabase, type Database, raw, sql } from '@hybrid-store/database'

export interface OwnDatabase extends Database {
  readonly url: string
  /** Closes it and gives its address, for others to be cloned from it; nobody may be connected then. */
  keep(): Promise<string>
}

/** A copy of a database of the same server, some 50 ms away; an empty one of `template1`. Closing drops it. */
export async function cloneDatabase(template: string): Promise<OwnDatabase> {
  const name = `chaos_${randomBytes(8).toString('hex')}`
  await onServer(sql`create database ${raw(name)} template ${raw(nameIn(template))}`)
  const url = addressOf(name)
  const database = createDatabase({ url, applicationName: 'chaos', max: 8, onError: () => undefined })
  return Object.assign(Object.create(database) as Database, {
    url,
    keep: async () => {
      await database.close()
      return url
    },
    close: async () => {
      await database.close()
      await dropDatabase(url)
    },
  })
}

/** A way into a database that can be shut, by a role of its own: a restart, for those who come by it. */
export interface Entrance {
  url: string
  shut(ms: number): Promise<void>
  /** After the database is gone. */
  close(): Promise<void>
}

export async function openEntrance(database: OwnDatabase): Promise<Entrance> {
  const role = `chaos_${randomBytes(8).toString('hex')}`
  await onServer(sql`create role ${raw(role)} superuser login password 'chaos'`)
  return {
    url: Object.assign(new URL(database.url), { username: role, password: 'chaos' }).href,
    shut: async (ms) => {
      await onServer(sql`alter role ${raw(role)} nologin`)
      await onServer(sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = ${role}`)
      await sleep(ms)
      await onServer(sql`alter role ${raw(role)} login`)
    },
    close: () => onServer(sql`drop role ${raw(role)}`),
  }
}

export const dropDatabase = (url: string): Promise<void> =>
  onServer(sql`drop database if exists ${raw(nameIn(url))} with (force)`)

const server = (): string => {
  const url = process.env.TEST_DATABASE_URL
  if (!url) throw new Error('TEST_DATABASE_URL names no server')
  return url
}

export const addressOf = (name: string): string => Object.assign(new URL(server()), { pathname: `/${name}` }).href

const nameIn = (url: string): string => new URL(url).pathname.slice(1)

async function onServer(statement: ReturnType<typeof sql>): Promise<void> {
  const admin = createDatabase({ url: server(), applicationName: 'chaos', max: 1 })
  try {
    await admin.run(statement)
  } finally {
    await admin.close()
  }
}
