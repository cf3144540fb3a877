import { toPersianDigits } from '@hybrid-store/kernel'
import { WORDINGS } from './wording/index.ts'
import type { Level } from './wording/wording.ts'

export type FindingCode = keyof typeof WORDINGS

export interface Bilingual {
  en: string
  fa: string
}

/** A number is written in the digits of the language, a text as it is, a bilingual one in its language. */
export type Value = number | string | Bilingual

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type ValuesOf<Code extends FindingCode> = Record<Names<(typeof WORDINGS)[Code]['en']>, Value>
type Arguments<Code extends FindingCode> = keyof ValuesOf<Code> extends never ? [] : [values: ValuesOf<Code>]

/** What a check found, with its sentence in both languages; it holds no password, hash or token. */
export interface Finding extends Bilingual {
  code: FindingCode
  level: Level
}

/** A finding of the wording's table; the values its sentence needs are known to the compiler. */
export function found<Code extends FindingCode>(code: Code, ...[values]: Arguments<Code>): Finding {
  const { level, en, fa } = WORDINGS[code]
  return { code, level, en: fill(en, values ?? {}, 'en'), fa: fill(fa, values ?? {}, 'fa') }
}

const fill = (sentence: string, values: Readonly<Record<string, Value>>, language: keyof Bilingual): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => textOf(values[name] ?? '', language))

function textOf(value: Value, language: keyof Bilingual): string {
  if (typeof value === 'number') return language === 'en' ? grouped(value) : inPersian(value)
  return harmless(typeof value === 'string' ? value : value[language])
}

const LONGEST = 500

/** Foreign words must not move the cursor, colour the terminal or turn the direction of the sentence around them. */
const harmless = (text: string): string =>
  text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ').slice(0, LONGEST)

/** A number that names something and is never grouped. */
export const idOf = (number: number): Bilingual => ({ en: String(number), fa: toPersianDigits(number) })

export const grouped = (number: number): string => number.toLocaleString('en-US')

export const inPersian = (number: number): string =>
  toPersianDigits(grouped(number).replaceAll(',', '٬').replace('.', '٫'))
