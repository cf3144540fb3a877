import type { MahakClient } from '@hybrid-store/mahak-client'
import type { Guard } from './guard/guard.ts'

/** What the routes work with: one account of Mahak and the guard of the way to it. */
export interface AdapterDeps {
  mahak: MahakClient
  guard: Guard
}
