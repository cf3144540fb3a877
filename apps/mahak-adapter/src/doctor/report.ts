import { toPersianDigits } from '@hybrid-store/kernel'
import type { Diagnosis } from './examine.ts'
import type { Level } from './wording/wording.ts'

const MARKS: Readonly<Record<Level, string>> = { ok: '   OK  ', warning: 'WARNING', error: ' ERROR ' }
const EXIT_STATUS: Readonly<Record<Level, number>> = { ok: 0, warning: 1, error: 2 }
const WIDTH = 100
const INDENT = ' '.repeat(10)

/** A finding for a terminal: English, then Persian on lines of its own, for the two directions do not mix well there. */
export function linesOf({ check, level, en, fa }: Diagnosis): string[] {
  return [`[${MARKS[level]}] ${check}`, ...wrapped(en), ...wrapped(fa)]
}

/** The last line: how many errors and warnings. */
export function conclusionOf(diagnoses: readonly Diagnosis[]): string[] {
  const [errors, warnings] = [countOf(diagnoses, 'error'), countOf(diagnoses, 'warning')]
  return [
    `${errors} ${errors === 1 ? 'error' : 'errors'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
    toPersianDigits(`تعداد خطا: ${errors}، هشدار: ${warnings}`),
  ]
}

/** 0 all is well, 1 warnings, 2 errors. */
export const exitStatusOf = (diagnoses: readonly Diagnosis[]): number =>
  Math.max(0, ...diagnoses.map(({ level }) => EXIT_STATUS[level]))

const countOf = (diagnoses: readonly Diagnosis[], level: Level): number =>
  diagnoses.filter((diagnosis) => diagnosis.level === level).length

function wrapped(sentence: string): string[] {
  const lines: string[] = ['']
  for (const word of sentence.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line.length + word.length < WIDTH) lines.splice(-1, 1, `${line} ${word}`.trim())
    else lines.push(word)
  }
  return lines.map((line) => INDENT + line)
}
