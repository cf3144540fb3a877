import type { Tx } from '@hybrid-store/database'
import { z } from 'zod'
import { entityOf } from '../entities/index.ts'
import { textIn } from '../entities/members.ts'
import { findAll, findByParents } from '../store/rows.repository.ts'
import type { Draft } from '../store/write-rows.ts'
import type { CatalogueProduct } from './catalogue.ts'
import { draftRows } from './drafts.ts'

interface TreeNode {
  code: number
  name: string
  parentCode: number
}

/** The flat main groups that products name, and the tree beside them, which comes as ExtraData (§4.6). */
export interface Categories {
  /** By the text that products name them with: the whole path, or the last name alone. */
  groups: Map<string, { id: number; code: number }>
  /** By whole path. */
  nodes: Map<string, TreeNode>
}

const TREE_NODE = 130
const TREE_LEAF = 10_202

const SEPARATOR = ' > '

const partsOf = (category: string): string[] => category.split(/\s+>\s+/).map((part) => part.trim())
const pathOf = (category: string): string => partsOf(category).join(SEPARATOR)

const nodeSchema = z.object({ CategoryCode: z.number(), CategoryName: z.string(), ParentCode: z.number() })

export async function readCategories(tx: Tx): Promise<Categories> {
  const rows = await findByParents(tx, entityOf('ExtraDatas'), [TREE_NODE])
  const byCode = new Map(
    rows
      .filter((row) => !row.deleted)
      .map((row) => nodeSchema.parse(JSON.parse(textIn(row.members, 'Data'))))
      .map((data) => [
        data.CategoryCode,
        { code: data.CategoryCode, name: data.CategoryName, parentCode: data.ParentCode },
      ]),
  )
  const pathOfNode = (node: TreeNode): string => {
    const parent = byCode.get(node.parentCode)
    return parent ? pathOfNode(parent) + SEPARATOR + node.name : node.name
  }
  const nodes = new Map([...byCode.values()].map((node) => [pathOfNode(node), node]))
  return { groups: await readGroups(tx, byCode, pathOfNode), nodes }
}

async function readGroups(
  tx: Tx,
  byCode: ReadonlyMap<number, TreeNode>,
  pathOfNode: (node: TreeNode) => string,
): Promise<Categories['groups']> {
  const groups: Categories['groups'] = new Map()
  const rows = await findAll(tx, entityOf('ProductCategories'), { limit: 100_000, offset: 0 })
  for (const { id, code, members } of rows) groups.set(textIn(members, 'Name').trim(), { id, code })
  for (const { id, code } of rows) {
    const node = byCode.get(code)
    if (node) groups.set(pathOfNode(node), { id, code })
  }
  return groups
}

export const groupOf = (categories: Categories, category: string): { id: number; code: number } | undefined =>
  categories.groups.get(pathOf(category))

/** Rows of the groups and nodes that these products are the first to name. */
export async function draftCategories(
  tx: Tx,
  categories: Categories,
  products: readonly CatalogueProduct[],
): Promise<Draft[]> {
  const missing = [...new Set(products.map((product) => pathOf(product.category)))].filter(
    (path) => !categories.groups.has(path),
  )
  const fresh = missing.flatMap((path) => addNodes(categories, path.split(SEPARATOR)))
  const codeOf = (path: string) => categories.nodes.get(path)?.code ?? 0
  const rows = missing.map((path) => ({
    ProductCategoryCode: codeOf(path),
    Name: path.split(SEPARATOR).at(-1) ?? path,
  }))
  const groups = await draftRows(tx, 'ProductCategories', rows)
  for (const [index, path] of missing.entries())
    categories.groups.set(path, { id: groups[index]?.id ?? 0, code: codeOf(path) })
  const tree = fresh.map(({ code, name, parentCode }) => ({
    ItemType: TREE_NODE,
    ItemId: code,
    Data: JSON.stringify({ CategoryCode: code, CategoryName: name, ParentCode: parentCode }),
  }))
  return [...groups, ...(await draftRows(tx, 'ExtraDatas', tree))]
}

/** Adds what is missing of a path to the tree; gives the new nodes. */
function addNodes({ groups, nodes }: Categories, parts: readonly string[]): TreeNode[] {
  const fresh: TreeNode[] = []
  let parentCode = 0
  for (const [depth, name] of parts.entries()) {
    const path = parts.slice(0, depth + 1).join(SEPARATOR)
    const known = nodes.get(path)
    if (known) {
      parentCode = known.code
      continue
    }
    const code = 1 + Math.max(0, ...[...nodes.values(), ...groups.values()].map((taken) => taken.code))
    const node = { code, name, parentCode }
    nodes.set(path, node)
    fresh.push(node)
    parentCode = code
  }
  return fresh
}

/** The rows that hang products on the tree (§4.6). */
export function draftLeaves(
  tx: Tx,
  categories: Categories,
  drafts: readonly Draft[],
  products: readonly CatalogueProduct[],
): Promise<Draft[]> {
  const rows = drafts.map((draft, index) => {
    const category = products[index]?.category ?? ''
    const data = {
      ProductCode: draft.members.ProductCode ?? 0,
      CategoryCode: groupOf(categories, category)?.code ?? 0,
      CategoryName: partsOf(category).at(-1) ?? '',
    }
    return { ItemType: TREE_LEAF, ItemId: data.ProductCode, Data: JSON.stringify(data) }
  })
  return draftRows(tx, 'ExtraDatas', rows)
}
