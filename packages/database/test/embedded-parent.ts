import { readFileSync } from 'node:fs'
import path from 'node:path'
import { startEmbeddedPostgres } from '../src/embedded/index.ts'
import { createDatabase, sql } from '../src/index.ts'

const postgres = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '' })
const db = createDatabase({ url: await postgres.database('shop'), applicationName: 'parent' })
await db.run(sql`create table if not exists kept (said text)`)
await db.run(sql`insert into kept values ('before the kill')`)
await db.close()
console.log(readFileSync(path.join(postgres.folder, 'postmaster.pid'), 'utf8').split('\n')[0])
setInterval(() => undefined, 60_000)
