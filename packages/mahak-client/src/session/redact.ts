const TOKEN = /eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g
const MD5 = /\b[0-9a-f]{32}\b/gi
const MAX_MESSAGE = 500

/** A message without tokens, hashes and the given secrets: Mahak's own words could quote what it was sent. */
export function redact(message: string, secrets: readonly string[]): string {
  const withoutShapes = message.replace(TOKEN, '[redacted]').replace(MD5, '[redacted]')
  return secrets
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '[redacted]'), withoutShapes)
    .slice(0, MAX_MESSAGE)
}
