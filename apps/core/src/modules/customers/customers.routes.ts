import { customerView, updateCustomerBody } from '@hybrid-store/contracts'
import type { Database } from '@hybrid-store/database'
import { type HttpServer, principalOf, sendProblem } from '@hybrid-store/http'
import { tidyPersian } from '@hybrid-store/kernel'
import { selectById, updateName } from './customers.repository.ts'

export function registerCustomersRoutes(app: HttpServer, deps: { db: Database }): void {
  app.get(
    '/api/v1/me',
    {
      schema: { tags: ['customers'], summary: 'The customer who is logged in', response: { 200: customerView } },
      config: { rules: { access: 'customer', rate: 'read', idempotency: 'safe' } },
    },
    async (request, reply) =>
      (await selectById(deps.db, principalOf(request).id)) ?? sendProblem(reply, { code: 'not_found' }),
  )

  app.patch(
    '/api/v1/me',
    {
      schema: {
        tags: ['customers'],
        summary: 'Change the name',
        body: updateCustomerBody,
        response: { 200: customerView },
      },
      config: { rules: { access: 'customer', rate: 'write', idempotency: 'natural' } },
    },
    async (request, reply) => {
      const name = { firstName: tidyPersian(request.body.firstName), lastName: tidyPersian(request.body.lastName) }
      const blank = (['firstName', 'lastName'] as const).filter((field) => name[field] === '')
      if (blank.length > 0) {
        const errors = blank.map((field) => ({ field: `body.${field}`, message: 'نام خالی است' }))
        return sendProblem(reply, { code: 'invalid_request', errors })
      }
      const customer = await deps.db.transaction((tx) => updateName(tx, principalOf(request).id, name))
      return customer ?? sendProblem(reply, { code: 'not_found' })
    },
  )
}
