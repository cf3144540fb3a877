const CLOSERS: Readonly<Record<string, string>> = { '{': '}', '[': ']' }

/**
 * The longest whole part of JSON text that breaks off, with its brackets closed: `{"a":[1,{"b":2},{"c` becomes
 * `{"a":[1,{"b":2},{}]}`. Text that does not break off comes back as it is.
 */
export function completeJson(text: string): string {
  const open: string[] = []
  let inString = false
  let whole = { end: 0, closers: '' }
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (inString) {
      if (character === '\\') at++
      else inString = character !== '"'
      continue
    }
    inString = character === '"'
    const closer = CLOSERS[character]
    if (closer) open.unshift(closer)
    else if (character === open[0]) open.shift()
    else if (character !== ',') continue
    whole = { end: character === ',' ? at : at + 1, closers: open.join('') }
  }
  return open.length === 0 ? text : text.slice(0, whole.end) + whole.closers
}
