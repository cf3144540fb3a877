import { startEmbeddedPostgres } from '@hybrid-store/database/embedded'
import { createMahakSimulator } from '/work/main/simulators/mahak/src/index.ts'
import { pino } from 'pino'
const pg = await startEmbeddedPostgres({ dataDir: '/tmp/simpg', throwaway: true })
const url = await pg.database('mahak')
const t0 = Date.now()
const sim = await createMahakSimulator({ databaseUrl: url, port: Number(process.env.P ?? 8191), logger: pino() })
console.log('started in', Date.now() - t0, sim.url, process.memoryUsage().rss / 1e6)
process.on('SIGTERM', async () => { await sim.close(); await pg.stop(); process.exit(0) })
