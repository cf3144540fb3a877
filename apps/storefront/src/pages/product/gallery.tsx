import type { ProductView } from '@hybrid-store/contracts'
import type { VNode } from 'preact'
import { Picture } from '../../views/picture.tsx'

/** The pictures in a row that is swiped sideways; only the first one is loaded before it is looked at. */
export function Gallery({ name, images }: { name: string; images: ProductView['images'] }): VNode {
  if (images.length === 0) {
    return (
      <div class="gallery">
        <Picture url={null} alt={name} size={600} />
      </div>
    )
  }
  return (
    <ul class="gallery" aria-label={`تصویرهای ${name}`}>
      {images.map((image, index) => (
        <li key={image.url}>
          <a href={image.url}>
            <img
              class="picture"
              src={image.url}
              srcset={`${image.smallUrl} 300w, ${image.url} ${image.width}w`}
              sizes="(min-width: 56rem) 28rem, 92vw"
              alt={index === 0 ? name : `${name}، تصویر ${index + 1}`}
              width={image.width}
              height={image.height}
              loading={index === 0 ? 'eager' : 'lazy'}
              fetchpriority={index === 0 ? 'high' : 'auto'}
              decoding="async"
            />
          </a>
        </li>
      ))}
    </ul>
  )
}
