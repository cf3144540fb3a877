import type { z } from 'zod'
import type { MahakSettings } from '../../client-options.ts'
import { adapterConfigSchema } from '../../config.ts'
import type { ExaminationInput } from '../examination.ts'
import { type Bilingual, type Finding, found } from '../finding.ts'
import { addressProblems } from './address-problems.ts'
import { passwordProblems } from './password-problems.ts'

const schema = adapterConfigSchema.omit({ SERVICE_TOKEN_SECRET: true })

const NEEDED: Readonly<Record<string, Bilingual>> = {
  MAHAK_BASE_URL: {
    en: 'the address of Mahak (https://mahakacc.mahaksoft.com/API/v3)',
    fa: 'نشانی محک (https://mahakacc.mahaksoft.com/API/v3)',
  },
  MAHAK_USERNAME: {
    en: 'the user name of the visitor in the desktop program',
    fa: 'نام کاربری ویزیتور در نرم‌افزار محک',
  },
  MAHAK_PASSWORD: {
    en: 'the password of the visitor in the desktop program',
    fa: 'رمز عبور ویزیتور در نرم‌افزار محک',
  },
}

/** The settings, unless an error among the findings forbids their use. */
export function readSettings(input: ExaminationInput): { findings: Finding[]; settings: MahakSettings | null } {
  const environment = present(input.environment)
  const parsed = schema.safeParse({ ...environment, MAHAK_BASE_URL: environment.MAHAK_BASE_URL?.trim() })
  const problems = [
    ...Object.keys(NEEDED).flatMap((setting) => problemsOfNeeded(setting, environment[setting])),
    ...addressProblems(environment.MAHAK_BASE_URL?.trim()),
    ...passwordProblems(environment),
    ...(parsed.success ? [] : otherProblems(parsed.error)),
    ...(input.problems ?? []).map((problem) => found('setting_invalid', problem)),
  ]
  if (!parsed.success || problems.some(({ level }) => level === 'error')) return { findings: problems, settings: null }
  const { host } = new URL(parsed.data.MAHAK_BASE_URL)
  const origin = input.simulated ? [found('settings_of_simulator')] : []
  const complete = found('settings_complete', { host, names: parsed.data.MAHAK_API_NAMES })
  return { findings: [...origin, complete, ...problems], settings: parsed.data }
}

/** As everywhere in the store, an empty setting is one that is not set. */
const present = (environment: ExaminationInput['environment']): ExaminationInput['environment'] =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))

function problemsOfNeeded(setting: string, value: string | undefined): Finding[] {
  if (value === undefined) return [found('setting_missing', { setting, meaning: NEEDED[setting] ?? '' })]
  if (value !== value.trim()) return [found('setting_blanks', { setting })]
  return /^(["'`«“]).*["'`»”]$/s.test(value) ? [found('setting_quoted', { setting })] : []
}

/** What the schema refuses beyond the needed settings, for which there are better words. */
const otherProblems = (error: z.ZodError): Finding[] =>
  error.issues
    .map(({ path, message }) => ({ setting: path.join('.'), reason: message }))
    .filter(({ setting }) => !(setting in NEEDED))
    .map((problem) => found('setting_invalid', problem))
