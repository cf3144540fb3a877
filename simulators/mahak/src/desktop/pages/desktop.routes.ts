import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readLedger } from '../../store/ledger.repository.ts'
import type { DesktopDeps } from '../desktop-deps.ts'
import { readState } from '../views/read-state.ts'
import { backgroundPages } from './background.pages.ts'
import { goodsPages } from './goods.pages.ts'
import { ledgerPage } from './ledger.page.ts'
import { orderPages } from './order.pages.ts'
import { overviewPage } from './overview.page.ts'
import { peoplePages } from './people.pages.ts'
import { show } from './show.ts'

const ledgerQuerySchema = z.object({ before: z.coerce.number().int().optional().catch(undefined) })

/** The pages on which a person is the accountant; plain forms, so that they work without scripts. */
export function desktopPages(deps: DesktopDeps): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    app.get('/', async (_request, reply) => {
      return show(reply, { path: '/', title: 'میز کار' }, overviewPage(await readState(deps)))
    })
    app.get('/ledger', async (request, reply) => {
      const { before } = ledgerQuerySchema.parse(request.query)
      const lines = await readLedger(deps.db, { limit: 200, before: before ?? null })
      return show(reply, { path: '/ledger', title: 'دفتر رویدادها' }, ledgerPage(lines))
    })
    for (const pages of [goodsPages, peoplePages, orderPages, backgroundPages]) pages(app, deps)
  }
}
