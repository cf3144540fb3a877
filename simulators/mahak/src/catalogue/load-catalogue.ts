import type { Tx } from '@hybrid-store/database'
import { DESKTOP, type UploadDeps, upload } from '../store/upload.ts'
import { type Draft, writeRows } from '../store/write-rows.ts'
import type { Catalogue, CatalogueProduct } from './catalogue.ts'
import { draftProducts } from './draft-products.ts'
import { draftShop } from './draft-shop.ts'
import { draftRows } from './drafts.ts'

/** Fills an empty storage in one transaction, with `alsoDo` in it: all of the catalogue is there, or nothing. */
export function loadCatalogue(
  deps: UploadDeps,
  { shop, products }: Catalogue,
  alsoDo: (tx: Tx) => Promise<void>,
): Promise<void> {
  return upload(deps, DESKTOP, async (tx, batch) => {
    const places = await draftShop(tx, shop)
    const categories = await draftCategories(tx, products)
    const properties = await draftProperties(tx, products)
    const goods = await draftProducts(tx, products, {
      ...places,
      categories: categories.ids,
      properties: properties.codes,
    })
    const { early, late } = splitLinks(goods.links)
    await writeRows(tx, batch, [
      ...places.drafts,
      ...categories.drafts,
      ...properties.drafts,
      ...early,
      ...goods.products,
      ...goods.details,
      ...goods.stock,
      ...goods.pictures,
      ...goods.galleries,
      ...(await draftProductTree(tx, goods.products, products, categories.ids)),
      ...late,
    ])
    await alsoDo(tx)
  })
}

const LATE_LINKS = 12

/**
 * Some goods were assigned after all others had been sent. Their links are newer than any product, which is why a real
 * shop got the same nine products with every poll (§3.3).
 */
const splitLinks = (links: readonly Draft[]) => ({ early: links.slice(0, -LATE_LINKS), late: links.slice(-LATE_LINKS) })

const TREE_NODE = 130
const TREE_LEAF = 10_202

const partsOf = (category: string): string[] => category.split('>').map((part) => part.trim())

/** Flat main groups, and the tree beside them as ExtraData (§4.6). Ids are by the whole path. */
async function draftCategories(tx: Tx, products: readonly CatalogueProduct[]) {
  const nodes = new Map<string, { code: number; name: string; parentCode: number }>()
  for (const path of new Set(products.map((product) => product.category))) addNodes(nodes, partsOf(path))
  const leaves = [...new Set(products.map((product) => product.category))]
  const codeOf = (path: string) => nodes.get(partsOf(path).join('>'))?.code ?? 0
  const rows = leaves.map((path) => ({ ProductCategoryCode: codeOf(path), Name: partsOf(path).at(-1) ?? path }))
  const categories = await draftRows(tx, 'ProductCategories', rows)
  const tree = [...nodes.values()].map(({ code, name, parentCode }) => ({
    ItemType: TREE_NODE,
    ItemId: code,
    Data: JSON.stringify({ CategoryCode: code, CategoryName: name, ParentCode: parentCode }),
  }))
  return {
    drafts: [...categories, ...(await draftRows(tx, 'ExtraDatas', tree))],
    ids: new Map(leaves.map((path, index) => [path, { id: categories[index]?.id ?? 0, code: codeOf(path) }])),
  }
}

function addNodes(
  nodes: Map<string, { code: number; name: string; parentCode: number }>,
  parts: readonly string[],
): void {
  let parentCode = 0
  for (const [depth, name] of parts.entries()) {
    const path = parts.slice(0, depth + 1).join('>')
    const node = nodes.get(path) ?? { code: nodes.size + 1, name, parentCode }
    nodes.set(path, node)
    parentCode = node.code
  }
}

function draftProductTree(
  tx: Tx,
  drafts: readonly Draft[],
  products: readonly CatalogueProduct[],
  categories: ReadonlyMap<string, { code: number }>,
): Promise<Draft[]> {
  const rows = drafts.map((draft, index) => {
    const category = products[index]?.category ?? ''
    const data = {
      ProductCode: draft.members.ProductCode ?? 0,
      CategoryCode: categories.get(category)?.code ?? 0,
      CategoryName: partsOf(category).at(-1) ?? '',
    }
    return { ItemType: TREE_LEAF, ItemId: data.ProductCode, Data: JSON.stringify(data) }
  })
  return draftRows(tx, 'ExtraDatas', rows)
}

const FIRST_PROPERTY_CODE = 3
const TEXT = 2

async function draftProperties(tx: Tx, products: readonly CatalogueProduct[]) {
  const titles = [...new Set(products.flatMap((p) => p.variants.flatMap((variant) => Object.keys(variant.properties))))]
  const rows = titles.map((Title, index) => ({
    PropertyDescriptionCode: FIRST_PROPERTY_CODE + index,
    Name: Title,
    Title,
    EmptyTitle: '',
    DataType: TEXT,
    DisplayType: TEXT,
  }))
  return {
    drafts: await draftRows(tx, 'PropertyDescriptions', rows),
    codes: new Map(titles.map((title, index) => [title, FIRST_PROPERTY_CODE + index])),
  }
}
