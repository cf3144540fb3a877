import type { VNode } from 'preact'
import { PictureIcon } from './icons.tsx'

/** A square picture that keeps its place while it loads; a quiet placeholder where the shop has none. */
export function Picture({
  url,
  alt,
  size,
  eager,
}: {
  url: string | null
  alt: string
  size: number
  eager?: boolean
}): VNode {
  if (!url) {
    return (
      <span class="picture picture-none">
        <PictureIcon />
      </span>
    )
  }
  return (
    <img
      class="picture"
      src={url}
      alt={alt}
      width={size}
      height={size}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
    />
  )
}
