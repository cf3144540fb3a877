import { type LoginMetadata, type MahakClientOptions, V1_PATHS, V2_PATHS } from '@hybrid-store/mahak-client'
import { correlationId } from '@hybrid-store/observability/correlation'
import type { AdapterConfig } from './config.ts'

/** What has to be known to speak to Mahak. */
export type MahakSettings = Omit<AdapterConfig, 'SERVICE_TOKEN_SECRET'>

/** How the settings want Mahak to be spoken to. */
export function clientOptions(config: MahakSettings): Omit<MahakClientOptions, 'clock'> {
  const v2 = config.MAHAK_API_NAMES === 'v2'
  return {
    baseUrl: config.MAHAK_BASE_URL,
    username: config.MAHAK_USERNAME,
    password: config.MAHAK_PASSWORD,
    passwordIsHashed: config.MAHAK_PASSWORD_IS_HASHED,
    paths: v2 ? V2_PATHS : V1_PATHS,
    loginMetadata: v2 ? metadataOf(config) : {},
    requestId: correlationId,
  }
}

/** LoginV2 is said to insist on every member, so what nobody set is sent empty (§2.1, §2.4). */
const metadataOf = (config: MahakSettings): LoginMetadata => ({
  databaseId: config.MAHAK_DATABASE_ID,
  packageNo: config.MAHAK_PACKAGE_NO,
  language: 'fa',
  appId: config.MAHAK_APP_ID,
  description: 'Hybrid Store',
  clientVersion: '1.0',
})
