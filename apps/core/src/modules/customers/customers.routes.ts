import {
  addressBookView,
  addressBookWrite,
  idSchema,
  profileView,
  savedAddressView,
  statementPage,
  statementQuery,
  updateCustomerBody,
} from '@hybrid-store/contracts'
import type { Database } from '@hybrid-store/database'
import { type HttpServer, principalOf, sendProblem } from '@hybrid-store/http'
import { z } from 'zod'
import { answerOnce, problemAnswer } from '../../shared/idempotent.ts'
import { saveAddress } from './address-book.ts'
import { deleteAddress, selectAddresses } from './addresses.repository.ts'
import { changeProfile } from './change-profile.ts'
import { selectRecord } from './customers.repository.ts'
import { showStatement } from './show-statement.ts'

const addressParams = z.object({ addressId: idSchema('adr') })

export function registerCustomersRoutes(app: HttpServer, { db }: { db: Database }): void {
  registerProfile(app, db)
  registerAddresses(app, db)
  app.get(
    '/api/v1/me/statement',
    {
      schema: {
        tags: ['customers'],
        summary: 'My account in the books, newest line first',
        querystring: statementQuery,
        response: { 200: statementPage },
      },
      config: { rules: { access: 'customer', rate: 'read', idempotency: 'safe' } },
    },
    async (request, reply) => {
      const page = await showStatement(db, principalOf(request).id, request.query)
      if (page.ok) return page.value
      const errors = [{ field: 'querystring.cursor', message: 'این نشانگر از این فهرست نیست' }]
      return sendProblem(reply, { code: 'invalid_request', errors })
    },
  )
}

function registerProfile(app: HttpServer, db: Database): void {
  app.get(
    '/api/v1/me',
    {
      schema: { tags: ['customers'], summary: 'The customer who is logged in', response: { 200: profileView } },
      config: { rules: { access: 'customer', rate: 'read', idempotency: 'safe' } },
    },
    async (request, reply) =>
      (await selectRecord(db, principalOf(request).id)) ?? sendProblem(reply, { code: 'not_found' }),
  )

  app.patch(
    '/api/v1/me',
    {
      schema: {
        tags: ['customers'],
        summary: 'Change the name and what else is told',
        body: updateCustomerBody,
        response: { 200: profileView },
      },
      config: { rules: { access: 'customer', rate: 'write', idempotency: 'natural' } },
    },
    async (request, reply) => {
      const changed = await changeProfile(db, principalOf(request).id, request.body)
      return changed.ok ? changed.value : sendProblem(reply, changed.error)
    },
  )
}

function registerAddresses(app: HttpServer, db: Database): void {
  app.get(
    '/api/v1/me/addresses',
    {
      schema: {
        tags: ['customers'],
        summary: 'My addresses, the default one first',
        response: { 200: addressBookView },
      },
      config: { rules: { access: 'customer', rate: 'read', idempotency: 'safe' } },
    },
    async (request) => ({ items: await selectAddresses(db, principalOf(request).id) }),
  )

  app.post(
    '/api/v1/me/addresses',
    {
      schema: {
        tags: ['customers'],
        summary: 'Keep another address',
        body: addressBookWrite,
        response: { 200: savedAddressView },
      },
      config: { rules: { access: 'customer', rate: 'write', idempotency: 'key' } },
    },
    async (request, reply) =>
      answerOnce(db, request, reply, async () => {
        const saved = await db.transaction((tx) => saveAddress(tx, principalOf(request).id, request.body))
        return saved ? { status: 200, body: saved } : problemAnswer({ code: 'not_found' })
      }),
  )

  app.put(
    '/api/v1/me/addresses/:addressId',
    {
      schema: {
        tags: ['customers'],
        summary: 'Change one of my addresses',
        params: addressParams,
        body: addressBookWrite,
        response: { 200: savedAddressView },
      },
      config: { rules: { access: 'customer', rate: 'write', idempotency: 'natural' } },
    },
    async (request, reply) => {
      const address = { ...request.body, id: request.params.addressId }
      const saved = await db.transaction((tx) => saveAddress(tx, principalOf(request).id, address))
      return saved ?? sendProblem(reply, { code: 'not_found' })
    },
  )

  app.delete(
    '/api/v1/me/addresses/:addressId',
    {
      schema: {
        tags: ['customers'],
        summary: 'Delete one of my addresses',
        params: addressParams,
        response: { 200: addressBookView },
      },
      config: { rules: { access: 'customer', rate: 'write', idempotency: 'natural' } },
    },
    async (request) => {
      const { id } = principalOf(request)
      await db.transaction((tx) => deleteAddress(tx, id, request.params.addressId))
      return { items: await selectAddresses(db, id) }
    },
  )
}
