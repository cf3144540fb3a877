import type { ExaminationInput } from '../examination.ts'
import { type Finding, found } from '../finding.ts'

const MD5 = /^[0-9a-f]{32}$/i

/** A hash that is given as the password itself, or the reverse. */
export function passwordProblems(environment: ExaminationInput['environment']): Finding[] {
  const { MAHAK_PASSWORD: password, MAHAK_PASSWORD_IS_HASHED: flag } = environment
  if (password === undefined) return []
  const isHashed = flag === 'true' || flag === '1'
  if (isHashed === MD5.test(password.trim())) return []
  return [found(isHashed ? 'password_not_hash' : 'password_looks_hashed')]
}
