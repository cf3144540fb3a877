import { listen, serviceTokens } from '@hybrid-store/http'
import { adapterConfigSchema, createMahakAdapter } from '@hybrid-store/mahak-adapter'
import { createAdapterClient } from '@hybrid-store/mahak-adapter/client'
import type { EntityName } from '@hybrid-store/mahak-client'
import { createMahakSimulator } from '@hybrid-store/simulator-mahak'
import { testDatabase } from '@hybrid-store/test-kit'
import { pino } from 'pino'
import { request } from 'undici'
import { z } from 'zod'

export const SERVICE_TOKEN_SECRET = 'a-secret-shared-by-the-services-of-the-store'

type Rows = Record<string, unknown>[]

const callLog = z.object({ calls: z.array(z.object({ path: z.string() })) })

/** The simulator of Mahak with its demo shop, or with so many products, the adapter before it, and the adapter's client. */
export async function startMahakChain(products?: number) {
  const db = await testDatabase()
  const logger = pino({ level: 'silent' })
  const catalogue = products === undefined ? ({ kind: 'demo' } as const) : ({ kind: 'generated', products } as const)
  const simulator = await createMahakSimulator({ databaseUrl: db.url, port: 0, logger, catalogue })
  const config = adapterConfigSchema.parse({
    SERVICE_TOKEN_SECRET,
    MAHAK_BASE_URL: `${simulator.url}/API/v3`,
    MAHAK_USERNAME: 'shop1',
    MAHAK_PASSWORD: 'shop1',
  })
  const adapter = createMahakAdapter({ config, logger })
  const adapterUrl = await listen(adapter.app, { port: 0 })
  const tokens = serviceTokens({ secret: SERVICE_TOKEN_SECRET, issuer: 'sync-worker' })
  const client = createAdapterClient({ url: adapterUrl, serviceToken: () => tokens.issue('mahak-adapter') })
  const calls = async (): Promise<string[]> => {
    const answer = await request(`${simulator.url}/admin/calls`)
    return callLog.parse(await answer.body.json()).calls.map((call) => call.path)
  }
  const send = async (method: 'PUT' | 'POST', path: string, body: object = {}): Promise<number> => {
    const headers = { 'content-type': 'application/json' }
    const answer = await request(`${simulator.url}${path}`, { method, headers, body: JSON.stringify(body) })
    await answer.body.dump()
    return answer.statusCode
  }
  return {
    adapterUrl,
    client,
    setSwitches: (switches: object) => send('PUT', '/admin/switches', switches),
    /** Paths of the last calls to Mahak. */
    calls,
    setPrice: (productDetailId: unknown, price: number) =>
      send('POST', `/desktop/api/variants/${productDetailId}/price`, { level: 1, price }),
    convertOrder: (orderId: unknown) => send('POST', `/desktop/api/orders/${orderId}/convert`),
    /** What the accountant does, by the path below the desktop's. */
    desktop: (path: string, body: object) => send('POST', `/desktop/api/${path}`, body),
    /** All rows of an entity as the books have them. */
    rows: async (entity: EntityName) => {
      const rows: Rows = []
      for await (const line of client.changes({ [entity]: 0 })) if ('rows' in line) rows.push(...line.rows)
      return rows
    },
    close: async () => {
      await client.close()
      await adapter.close()
      await simulator.close()
      await db.close()
    },
  }
}

export type MahakChain = Awaited<ReturnType<typeof startMahakChain>>
