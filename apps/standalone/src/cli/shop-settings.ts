import type { ExaminationInput } from '@hybrid-store/mahak-adapter/doctor'
import { syncConfigSchema } from '@hybrid-store/sync-worker'

/** What the store would make of Mahak's rows, read as the sync worker reads it; the defaults where that is impossible. */
export function readShopSettings(environment: NodeJS.ProcessEnv): Pick<ExaminationInput, 'shop' | 'problems'> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = syncConfigSchema.safeParse(present)
  const config = parsed.data ?? syncConfigSchema.parse({})
  const issues = parsed.error?.issues ?? []
  return {
    shop: {
      priceLevel: config.priceLevel,
      booksCurrency: config.booksCurrency,
      sellingStores: config.sellingStores,
      bankCode: config.bankCodes.get('zarinpal') ?? null,
      personGroupCode: config.personGroupCode,
    },
    problems: issues.map(({ path, message }) => ({ setting: path.join('.'), reason: message })),
  }
}
