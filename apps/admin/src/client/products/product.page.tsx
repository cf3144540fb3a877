import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Navigate, useParams } from 'react-router'
import { isLoggedOut, uploadPicture } from '../api.ts'
import { productQuery } from '../queries.ts'
import { SubPage } from '../sync/sub-page.tsx'
import { Code, Failure, Money } from '../views.tsx'
import { EditForm } from './edit-form.tsx'
import { Refusal } from './views.tsx'

/** One product: what is sold of it, its pictures, and where it stands with the books. */
export function ProductPage() {
  const { productId = '' } = useParams()
  const product = useQuery(productQuery(productId))
  const queries = useQueryClient()
  const upload = useMutation({
    mutationFn: (files: readonly File[]) => uploadAll(productId, files),
    onSettled: () => queries.invalidateQueries({ queryKey: ['product', productId] }),
  })
  if (isLoggedOut(product.error)) return <Navigate to="/login" replace />
  const shown = product.data
  return (
    <SubPage title={shown?.name ?? 'کالا'}>
      <Failure error={product.error} />
      {shown && (
        <p className="muted">
          {shown.code === 0 ? (
            'هنوز در محک شماره نگرفته است.'
          ) : (
            <>
              شمارهٔ محک: <Code value={shown.code} />
            </>
          )}{' '}
          <Link to={`/sync/records/product/${shown.id}`}>وضعیت در محک</Link>
        </p>
      )}
      <ul>
        {shown?.variants.map((variant) => (
          <li key={variant.id} className="tile">
            <strong>{variant.options.map(({ name, value }) => `${name}: ${value}`).join('، ') || shown.name}</strong>
            <Money amount={variant.price} />
            <span className="muted">
              موجودی: <Code value={variant.available} />
            </span>
          </li>
        ))}
      </ul>
      <div className="actions" data-testid="pictures">
        {shown?.images.map((image) => (
          <img key={image.url} src={image.smallUrl} alt={shown.name} width={96} />
        ))}
      </div>
      <label className="field">
        <span>افزودن تصویر (JPEG، PNG، WebP یا GIF)</span>
        <input
          type="file"
          accept="image/jpeg,image/png,image/webp,image/gif"
          multiple
          disabled={upload.isPending}
          onChange={(event) => upload.mutate([...(event.target.files ?? [])])}
          data-testid="upload-picture"
        />
      </label>
      <Refusal error={upload.error} />
      {shown && <EditForm key={shown.id} product={shown} />}
    </SubPage>
  )
}

/** One after the other, so that they keep their order. */
async function uploadAll(productId: string, files: readonly File[]): Promise<void> {
  for (const file of files) await uploadPicture(productId, file)
}
