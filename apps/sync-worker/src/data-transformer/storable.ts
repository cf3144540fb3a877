/** Text as PostgreSQL can keep it: no NUL, no half of a character, both of which old clients of Mahak let through. */
export const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed()
