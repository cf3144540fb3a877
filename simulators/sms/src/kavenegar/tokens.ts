import { TOKEN_NAMES, type Tokens } from '../message.ts'

const MAX_LENGTH = 100
/** How many blanks a token may hold; the first three are codes. */
const BLANKS: Record<(typeof TOKEN_NAMES)[number], number> = { token: 0, token2: 0, token3: 0, token10: 5, token20: 8 }

/** Whether every token has a shape the provider takes: no line breaks, no underscores, not too long, few blanks. */
export function areWellShaped(tokens: Tokens): boolean {
  return TOKEN_NAMES.every((name) => {
    const token = tokens[name]
    if (token === undefined) return true
    const blanks = token.split(' ').length - 1
    return token.length <= MAX_LENGTH && blanks <= BLANKS[name] && !/[\n\r\t_]/.test(token)
  })
}

/** The text of a template with its tokens; null when it holds no `%token` at all. Longer names first: `%token10` is not `%token1`. */
export function fillTemplate(template: string, tokens: Tokens): string | null {
  if (!template.includes('%token')) return null
  return [...TOKEN_NAMES].reverse().reduce((text, name) => text.replaceAll(`%${name}`, tokens[name] ?? ''), template)
}
