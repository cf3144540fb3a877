export type { ExaminationInput, KnownAccount, ShopSettings } from './examination.ts'
export { type Diagnosis, examineMahak } from './examine.ts'
export { conclusionOf, exitStatusOf, linesOf } from './report.ts'
