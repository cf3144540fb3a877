import { sql } from '@hybrid-store/database'
import { testDatabase } from '@hybrid-store/test-kit'
import { messagingMigrations } from '../src/index.ts'
import { createPostgresBus } from '../src/postgres/postgres-bus.ts'
import { DEFAULT_RETRY_POLICY } from '../src/retry-policy.ts'
import { busConformance } from './conformance.ts'
import { silentLogger } from './silent-logger.ts'

busConformance('the bus on PostgreSQL', async () => {
  const database = await testDatabase([messagingMigrations])
  const namespace = 'conformance'
  return {
    createBus: (policy) =>
      createPostgresBus({
        database,
        namespace,
        logger: silentLogger,
        leaseMs: 900,
        policy: { ...DEFAULT_RETRY_POLICY, ...policy },
      }),
    poison: async (queue) => {
      await database.run(sql`
        insert into messaging.job (message_id, queue, type, body)
        values ('msg_poison', ${`${namespace}.${queue}`}, 'a', '"no object"'::jsonb)`)
    },
    cutConnections: async () => {
      await database.run(sql`
        select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`)
    },
    crashingConsumer: { databaseUrl: database.url, namespace },
    clear: async () => {
      await database.run(sql`delete from messaging.job`)
    },
    close: () => database.close(),
  }
})
