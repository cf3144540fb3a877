import { type ProductForSync, readPropertyCodes, type VariantForSync } from '@hybrid-store/core/catalog'
import type { DirtyRecord, Tx } from '@hybrid-store/database'
import type { OutgoingRows } from '../bulk-saver/aggregate.ts'
import { contentHash } from '../data-transformer/content-hash.ts'
import { toNewDetail, toNewProduct, toVisitorProduct } from '../data-transformer/goods-to-books.ts'
import { selectMahakIds } from '../upsert-engine/link.repository.ts'
import { productIssue } from './goods-issues.ts'
import { adoptAssignments } from './goods-links.repository.ts'
import type { BuildContext, Built } from './lane.ts'
import {
  clientIdOf,
  ensureLinks,
  historyOf,
  keyOf,
  type OutgoingLink,
  selectLinks,
} from './outgoing-links.repository.ts'

export interface NewProduct {
  record: DirtyRecord
  product: ProductForSync
}

/** Products with all their details and assignments, to be sent in one call each; those that name what the books lack are refused. */
export async function buildNewProducts(
  tx: Tx,
  context: BuildContext,
  candidates: readonly NewProduct[],
  products: Map<string, OutgoingLink>,
): Promise<Built> {
  const built: Built = { ready: [], done: [], refused: [], waiting: [] }
  if (candidates.length === 0) return built
  const known = await readKnown(tx, context, candidates)
  const links = { products, ...(await linkParts(tx, context, candidates)) }
  for (const { record, product } of candidates) {
    const problem = problemOf(product, known)
    if (problem) built.refused.push({ record, issue: productIssue(product.id, problem) })
    else {
      const rows = toRows(product, { links, known, context })
      built.ready.push({ record, rows, hash: contentHash(product), ...historyOf(products.get(product.id)) })
    }
  }
  return built
}

interface Links {
  products: Map<string, OutgoingLink>
  details: Map<string, OutgoingLink>
  assignments: Map<string, OutgoingLink>
}

async function linkParts(
  tx: Tx,
  { account }: BuildContext,
  candidates: readonly NewProduct[],
): Promise<Omit<Links, 'products'>> {
  const parts = candidates.flatMap(({ product }) =>
    product.variants.map((variant) => ({ localId: variant.id, ownerId: product.id })),
  )
  const ids = parts.map(({ localId }) => localId)
  await ensureLinks(tx, account.id, 'ProductDetails', parts)
  await ensureLinks(tx, account.id, 'VisitorProducts', parts)
  await adoptAssignments(
    tx,
    account,
    candidates.map(({ product }) => product.id),
  )
  return {
    details: await selectLinks(tx, account.id, 'ProductDetails', ids),
    assignments: await selectLinks(tx, account.id, 'VisitorProducts', ids),
  }
}

/** What products may name of the books. */
interface Known {
  /** Mahak's ids of categories. */
  categories: Map<string, number>
  properties: ReadonlySet<number>
}

async function readKnown(tx: Tx, { account }: BuildContext, candidates: readonly NewProduct[]): Promise<Known> {
  const categories = candidates.flatMap(({ product }) => product.categoryId ?? [])
  return {
    categories: await selectMahakIds(tx, account.id, 'ProductCategories', categories),
    properties: new Set((await readPropertyCodes(tx)).values()),
  }
}

function problemOf(product: ProductForSync, known: Known): Parameters<typeof productIssue>[1] | null {
  if (product.categoryId !== null && !known.categories.has(product.categoryId)) return 'unknown_category'
  const codes = product.variants.flatMap(({ options }) => options.map(({ code }) => code))
  return codes.every((code) => known.properties.has(code)) ? null : 'unknown_property'
}

interface Parts {
  links: Links
  known: Known
  context: BuildContext
}

function toRows(product: ProductForSync, { links, known, context }: Parts): OutgoingRows {
  const key = keyOf(links.products, product.id)
  const categoryId = known.categories.get(product.categoryId ?? '') ?? null
  const detailOf = (variant: VariantForSync) => {
    const detail = keyOf(links.details, variant.id)
    return { ...detail, draft: toNewDetail(variant, { clientId: detail.clientId, product: key }, context.config) }
  }
  const assignmentOf = ({ id }: VariantForSync) => {
    const detail = { clientId: clientIdOf(links.details, id), mahakId: links.details.get(id)?.mahakId ?? null }
    return { localId: id, clientId: null, mahakId: null, draft: toVisitorProduct(detail, context.account.visitorId) }
  }
  return {
    Products: [{ ...key, draft: toNewProduct(product, { clientId: key.clientId, categoryId }) }],
    ProductDetails: product.variants.map(detailOf),
    VisitorProducts: product.variants.filter(({ id }) => !links.assignments.get(id)?.mahakId).map(assignmentOf),
  }
}
