import type { Migrations } from '@hybrid-store/database'

export { type AccessTokens, createAccessTokens } from './access-tokens.ts'
export { ensureStaff } from './ensure-staff.ts'
export { registerIdentityRoutes } from './identity.routes.ts'

export const identityMigrations: Migrations = {
  module: 'identity',
  folder: new URL('./migrations/', import.meta.url),
}
