/** Widths in pixels that every picture is kept in; a picture that is narrower is not enlarged but has all names. */
export const RENDITION_WIDTHS = [300, 600, 1200] as const

export type RenditionWidth = (typeof RENDITION_WIDTHS)[number]

const NAME = /^(?<sha256>[0-9a-f]{64})-(?<width>300|600|1200)\.webp$/

/** Name of a rendition: it follows from the content of the original, so what it names never changes. */
export const renditionName = (sha256: string, width: RenditionWidth): string => `${sha256}-${width}.webp`

export const isRenditionName = (file: string): boolean => NAME.test(file)

export const renditionKey = (name: string): string => `media/renditions/${name}`

export const originalKey = (sha256: string): string => `media/originals/${sha256}`

/** Public address of a rendition, relative to the store's origin. */
export const renditionUrl = (sha256: string, width: RenditionWidth): string => `/media/${renditionName(sha256, width)}`
