import {
  adminProductView,
  type ChosenOwners,
  createdPicture,
  createdProduct,
  editProductBody,
  idSchema,
  MAX_UPLOAD_BYTES,
  newProductBody,
  productFormView,
  productOwners,
} from '@hybrid-store/contracts'
import type { Database } from '@hybrid-store/database'
import { type HttpServer, sendProblem } from '@hybrid-store/http'
import type { Clock } from '@hybrid-store/kernel'
import type { ObjectStore } from '@hybrid-store/object-store'
import { z } from 'zod'
import { answerOnce, problemAnswer } from '../../shared/idempotent.ts'
import { addPicture } from './add-picture.ts'
import { createProduct } from './create-product.ts'
import { editProduct } from './edit-product.ts'
import { showAdminProduct, showProductForm } from './show-admin-product.ts'

const access = 'staff:catalog.write'
const tags = ['admin']
const params = z.object({ productId: idSchema('prd') })

export interface AdminProductDeps {
  db: Database
  objects: ObjectStore
  clock: Clock
  config: { FIELD_OWNERS: ChosenOwners }
}

/** Products that staff make and complete; the books hear of them by themselves. */
export function registerAdminProductRoutes(app: HttpServer, deps: AdminProductDeps): void {
  const { db } = deps
  const owners = productOwners(deps.config.FIELD_OWNERS)
  app.get(
    '/api/v1/admin/product-form',
    {
      schema: { tags, summary: 'What a new product may name', response: { 200: productFormView } },
      config: { rules: { access, rate: 'read', idempotency: 'safe' } },
    },
    () => showProductForm(db),
  )
  app.post(
    '/api/v1/admin/products',
    {
      schema: { tags, summary: 'Make a product', body: newProductBody, response: { 200: createdProduct } },
      config: { rules: { access, rate: 'write', idempotency: 'key' } },
    },
    async (request, reply) =>
      answerOnce(db, request, reply, async () => {
        const created = await db.transaction((tx) => createProduct(tx, request.body))
        return created.ok ? { status: 200, body: created.value } : problemAnswer(created.error)
      }),
  )
  app.get(
    '/api/v1/admin/products/:productId',
    {
      schema: { tags, summary: 'One product, on sale or not', params, response: { 200: adminProductView } },
      config: { rules: { access, rate: 'read', idempotency: 'safe' } },
    },
    async (request, reply) =>
      (await showAdminProduct(db, request.params.productId, owners)) ?? sendProblem(reply, { code: 'not_found' }),
  )
  app.patch(
    '/api/v1/admin/products/:productId',
    {
      schema: {
        tags,
        summary: 'Change what the shop may say of a product',
        params,
        body: editProductBody,
        response: { 200: adminProductView },
      },
      config: { rules: { access, rate: 'write', idempotency: 'natural' } },
    },
    async (request, reply) => {
      const { productId } = request.params
      const edited = await db.transaction((tx) => editProduct(tx, productId, request.body, owners))
      if (!edited.ok) return sendProblem(reply, edited.error)
      return (await showAdminProduct(db, productId, owners)) ?? sendProblem(reply, { code: 'not_found' })
    },
  )
  registerPictureUpload(app, deps)
}

function registerPictureUpload(app: HttpServer, deps: AdminProductDeps): void {
  app.addContentTypeParser(/^image\//, { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => body)
  app.post(
    '/api/v1/admin/products/:productId/pictures',
    {
      schema: {
        tags,
        summary: 'Add a picture to a product; the body is the file: JPEG, PNG, WebP or GIF',
        params,
        consumes: ['image/*'],
        response: { 200: createdPicture },
      },
      bodyLimit: MAX_UPLOAD_BYTES,
      config: { rules: { access, rate: 'write', idempotency: 'natural' } },
    },
    async (request, reply) => {
      if (!Buffer.isBuffer(request.body)) return sendProblem(reply, { code: 'unsupported_media_type' })
      const added = await addPicture(deps, request.params.productId, request.body)
      return added.ok ? added.value : sendProblem(reply, added.error)
    },
  )
}
