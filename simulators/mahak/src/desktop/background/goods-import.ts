import { generateProducts } from '../../catalogue/demo/generate-products.ts'
import { type Imported, importProducts } from '../../catalogue/import-products.ts'
import { entityOf } from '../../entities/index.ts'
import { textIn } from '../../entities/members.ts'
import { findAll } from '../../store/rows.repository.ts'
import { DESKTOP, type UploadDeps, upload } from '../../store/upload.ts'
import { type JobState, openJob } from './job.ts'

export interface ImportOrder {
  products: number
  /** The same seed makes the same goods. */
  seed: number
}

export interface ImportProgress extends Imported {
  wanted: number
}

export interface GoodsImport {
  /** False if one is running. The goods are assigned to the first visitor and lie in all stores. */
  start(order: ImportOrder): boolean
  stop(): Promise<void>
  state(): JobState<ImportProgress>
}

/**
 * Adds made-up goods in one transaction: all of them appear at its end, or none if it is stopped or the process ends.
 * Others who write wait as long.
 */
export function openGoodsImport(deps: UploadDeps, onError: (error: unknown) => void): GoodsImport {
  const job = openJob<ImportProgress>(onError)
  return {
    start: ({ products, seed }) => {
      const progress = { wanted: products, products: 0, rows: 0 }
      return job.start(progress, (signal) => importGoods(deps, { products, seed }, progress, signal))
    },
    stop: job.stop,
    state: job.state,
  }
}

function importGoods(
  deps: UploadDeps,
  { products, seed }: ImportOrder,
  progress: ImportProgress,
  signal: AbortSignal,
): Promise<void> {
  return upload(deps, DESKTOP, async (tx, batch) => {
    const namesOf = async (list: string, member: string, limit: number) =>
      (await findAll(tx, entityOf(list), { limit, offset: 0 })).map((row) => textIn(row.members, member))
    const visitors = await namesOf('Visitors', 'Username', 1)
    const stores = await namesOf('Stores', 'Name', 100)
    const goods = generateProducts({ count: products, stores, visitors, seed })
    const sum = await importProducts(tx, batch, goods, (soFar) => {
      signal.throwIfAborted()
      Object.assign(progress, soFar)
    })
    Object.assign(progress, sum)
  })
}
