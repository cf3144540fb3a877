export { Html, html } from './html.ts'
export { type Journal, openJournal } from './journal.ts'
export { misbehave } from './misbehave.ts'
