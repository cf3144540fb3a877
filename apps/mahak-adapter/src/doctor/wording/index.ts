import { ACCOUNT_WORDING } from './account.ts'
import { BOOKS_WORDING } from './books.ts'
import { CONNECTION_WORDING } from './connection.ts'
import { SETTINGS_WORDING } from './settings.ts'

/** Every finding there is, by its code. */
export const WORDINGS = { ...SETTINGS_WORDING, ...CONNECTION_WORDING, ...ACCOUNT_WORDING, ...BOOKS_WORDING }
