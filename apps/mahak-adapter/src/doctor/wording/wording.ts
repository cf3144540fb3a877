export type Level = 'ok' | 'warning' | 'error'

/**
 * How a finding is said: what was found, and what to do unless all is well. `{names}` stand for the finding's values, the
 * same ones in both languages. A Persian sentence begins with a Persian word, by which terminals tell its direction.
 */
export interface Wording {
  level: Level
  en: string
  fa: string
}

export type Wordings = Readonly<Record<string, Wording>>
