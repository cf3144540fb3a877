import { createHttpServer } from '@hybrid-store/http'
import type { TestDatabase } from '@hybrid-store/test-kit'
import { pino } from 'pino'
import { inventoryMigrations } from '../../inventory/index.ts'
import { mediaMigrations } from '../../media/index.ts'
import { catalogMigrations, registerCatalogRoutes } from '../index.ts'

export const shopMigrations = [catalogMigrations, inventoryMigrations, mediaMigrations]

/** The catalogue's routes, called without a port. */
export function shopWindow(db: TestDatabase) {
  const app = createHttpServer({ name: 'test', logger: pino({ level: 'silent' }) })
  registerCatalogRoutes(app, { db })
  return {
    close: () => app.close(),
    async get(path: string, query: Record<string, string> = {}) {
      const answer = await app.inject({ method: 'GET', url: path, query })
      return { status: answer.statusCode, body: answer.json() }
    },
  }
}
