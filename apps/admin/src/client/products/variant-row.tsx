import { Field } from './views.tsx'

/** The choice of no option: the product is sold as it is. */
export const NO_VARIANT = ''

/** Price, barcode and value of the option of one variant; `row` tells its members of the form from the others'. */
export function VariantRow({ row, option }: { row: number; option: string }) {
  return (
    <fieldset className="actions">
      {option !== NO_VARIANT && (
        <Field label={option}>
          <input name={`value-${row}`} required maxLength={100} data-testid={`variant-value-${row}`} />
        </Field>
      )}
      <Field label="قیمت (ریال)">
        <input
          name={`price-${row}`}
          type="number"
          min={1}
          step={1}
          required
          dir="ltr"
          data-testid={`variant-price-${row}`}
        />
      </Field>
      <Field label="بارکد">
        <input name={`barcode-${row}`} maxLength={60} dir="ltr" />
      </Field>
    </fieldset>
  )
}
