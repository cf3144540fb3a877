import type { MahakAccount, Outcome } from '@hybrid-store/mahak-client'
import type { Check, Examination } from '../examination.ts'
import { type Finding, found } from '../finding.ts'
import type { Books } from '../reading/books.ts'
import { checkAnswer } from './answer.ts'
import { judgeClock } from './clock.ts'
import { judgeCounts, judgeGoods } from './counts.ts'
import { judgeCredit } from './credit.ts'
import { judgeIdentity } from './identity.ts'
import { judgeLogin } from './login.ts'
import { judgeOffice } from './office.ts'
import { checkPicture } from './picture.ts'
import { judgePrices } from './prices.ts'
import { judgeSamples } from './samples.ts'
import { judgeStock } from './stock.ts'

/**
 * All checks in their order. A new one is a function from what was read to findings, a line here and its sentences in
 * `wording`.
 */
export const CHECKS: readonly Check[] = [
  { name: 'connection', decisive: true, run: checkAnswer },
  {
    name: 'login',
    decisive: true,
    run: async (examination) => judgeLogin(await examination.account(), examination.settings),
  },
  { name: 'clock', run: ofAccount(judgeClock) },
  { name: 'subscription', decisive: true, run: ofAccount(judgeCredit) },
  { name: 'account', run: ofAccount(judgeIdentity) },
  { name: 'rows', decisive: true, run: ofBooks(judgeCounts) },
  { name: 'office', run: ofBooks(judgeOffice) },
  { name: 'goods', decisive: true, run: ofBooks(judgeGoods) },
  { name: 'prices', run: ofBooks(judgePrices) },
  { name: 'samples', run: ofBooks(judgeSamples) },
  { name: 'stock', run: ofBooks(judgeStock) },
  { name: 'pictures', run: checkPicture },
]

function ofAccount(judge: (account: MahakAccount, examination: Examination) => Finding[]): Check['run'] {
  return async (examination) => unlessFailed(await examination.account(), (account) => judge(account, examination))
}

function ofBooks(judge: (books: Books, examination: Examination) => Finding[]): Check['run'] {
  return async (examination) => unlessFailed(await examination.books(), (books) => judge(books, examination))
}

const unlessFailed = <Value>(outcome: Outcome<Value>, judge: (value: Value) => Finding[]): Finding[] =>
  outcome.ok ? judge(outcome.value) : [found('read_failed', { message: outcome.error.message })]
