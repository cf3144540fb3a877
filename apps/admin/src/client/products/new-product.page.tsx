import { newId } from '@hybrid-store/kernel'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Navigate, useNavigate } from 'react-router'
import { createProduct, isAnswered, isLoggedOut } from '../api.ts'
import { productFormQuery } from '../queries.ts'
import { SubPage } from '../sync/sub-page.tsx'
import { Failure } from '../views.tsx'
import { readNewProduct } from './read-new-product.ts'
import { NO_VARIANT, VariantRow } from './variant-row.tsx'
import { Field, Refusal } from './views.tsx'

/** A form for a product of the shop's own. A try after a lost answer carries the same key, so that it makes no second product. */
export function NewProductPage() {
  const form = useQuery(productFormQuery)
  const navigate = useNavigate()
  const [key, setKey] = useState(() => newId('key'))
  const [rows, setRows] = useState([0])
  const [option, setOption] = useState(NO_VARIANT)
  const create = useMutation({
    mutationFn: (data: FormData) => createProduct(readNewProduct(data, rows, option), key),
    onError: (error) => isAnswered(error) && setKey(newId('key')),
    onSuccess: ({ id }) => navigate(`/products/${id}`),
  })
  if (isLoggedOut(form.error)) return <Navigate to="/login" replace />
  return (
    <SubPage title="کالای تازه">
      <Failure error={form.error} />
      <form
        className="product-form"
        onSubmit={(event) => {
          // An action would empty the form even when the product is refused.
          event.preventDefault()
          create.mutate(new FormData(event.currentTarget))
        }}
      >
        <Field label="نام">
          <input name="name" required maxLength={200} data-testid="product-name" />
        </Field>
        <Field label="دسته">
          <select name="categoryId">
            <option value="">بدون دسته</option>
            {form.data?.categories.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <Field label="واحد">
          <input name="unit" required maxLength={50} defaultValue="عدد" />
        </Field>
        <Field label="توضیح">
          <textarea name="description" rows={4} maxLength={4000} />
        </Field>
        <Field label="برچسب‌ها">
          <input name="tags" maxLength={500} />
        </Field>
        <Field label="وزن">
          <input name="weight" type="number" min={0} step="any" defaultValue={0} dir="ltr" />
        </Field>
        <Field label="ویژگی تنوع‌ها">
          <select value={option} onChange={(event) => setOption(event.target.value)} data-testid="product-option">
            <option value={NO_VARIANT}>بدون تنوع</option>
            {form.data?.options.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </Field>
        {(option === NO_VARIANT ? rows.slice(0, 1) : rows).map((row) => (
          <VariantRow key={row} row={row} option={option} />
        ))}
        <div className="actions">
          {option !== NO_VARIANT && (
            <button
              type="button"
              className="button button-quiet"
              onClick={() => setRows([...rows, rows.length])}
              data-testid="add-variant"
            >
              یک تنوع دیگر
            </button>
          )}
          <button type="submit" className="button" disabled={create.isPending} data-testid="create-product">
            ساختن کالا
          </button>
        </div>
        <Refusal error={create.error} />
      </form>
    </SubPage>
  )
}
