import type { AdminProductView, EditProductBody, ProductField } from '@hybrid-store/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { editProduct } from '../api.ts'
import { Field, Refusal } from './views.tsx'

const FIELDS: readonly { field: ProductField; label: string }[] = [
  { field: 'name', label: 'نام' },
  { field: 'unit', label: 'واحد' },
  { field: 'description', label: 'توضیح' },
  { field: 'tags', label: 'برچسب‌ها' },
  { field: 'weight', label: 'وزن' },
]

/** What the shop may say of a product; what Mahak decides is shown and cannot be changed. */
export function EditForm({ product }: { product: AdminProductView }) {
  const queries = useQueryClient()
  const edit = useMutation({
    mutationFn: (body: EditProductBody) => editProduct(product.id, body),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['product', product.id] }),
  })
  return (
    <form
      className="product-form"
      onSubmit={(event) => {
        event.preventDefault()
        edit.mutate(changesOf(product, new FormData(event.currentTarget)))
      }}
    >
      {FIELDS.map(({ field, label }) => {
        const theirs = product.owners[field] === 'mahak'
        return (
          <Field key={field} label={theirs ? `${label} (در محک تعیین می‌شود)` : label}>
            <input name={field} defaultValue={product[field]} disabled={theirs} data-testid={`edit-${field}`} />
          </Field>
        )
      })}
      <div className="actions">
        <button type="submit" className="button" disabled={edit.isPending} data-testid="save-product">
          ذخیره
        </button>
        <span role="status" className="muted">
          {edit.isSuccess && 'ذخیره شد'}
        </span>
      </div>
      <Refusal error={edit.error} />
    </form>
  )
}

/** Only what differs is told; fields that cannot be changed are not in the form's data. */
export function changesOf(product: AdminProductView, data: FormData): EditProductBody {
  const changed = FIELDS.flatMap(({ field }) => {
    const value = data.get(field)
    if (typeof value !== 'string' || value === String(product[field])) return []
    return [[field, field === 'weight' ? Number(value) : value]]
  })
  return Object.fromEntries(changed)
}
