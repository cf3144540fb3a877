import { productPage } from '@hybrid-store/contracts'

const LONGEST_MS = 20_000

/**
 * At the very first start, waits until the first goods have come from Mahak, so that whoever opens the shop finds it filled;
 * 20 seconds at most, for a large catalogue may arrive behind the opened doors.
 */
export async function waitForGoods(coreUrl: string): Promise<void> {
  const deadline = Date.now() + LONGEST_MS
  while (Date.now() < deadline) {
    const answer = await fetch(`${coreUrl}/api/v1/products?limit=1`)
    if (productPage.parse(await answer.json()).items.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
