import { PROVINCES } from '@hybrid-store/ui'
import type { VNode } from 'preact'
import type { FieldErrors, FormValues } from '../../http/forms.ts'
import { Field, SelectField, TextAreaField } from '../../views/field.tsx'

export function AddressFields({ values, errors }: { values: FormValues; errors: FieldErrors }): VNode {
  const text = (name: string) => ({ name, value: values[name] ?? '', error: errors[name], testId: `address-${name}` })
  return (
    <fieldset class="panel fields">
      <legend>نشانی گیرنده</legend>
      <Field {...text('receiverName')} label="نام و نام خانوادگی گیرنده" autocomplete="name" maxLength={100} required />
      <Field
        {...text('mobile')}
        label="موبایل گیرنده"
        type="tel"
        inputMode="numeric"
        autocomplete="tel"
        dir="ltr"
        maxLength={30}
        required
      />
      <SelectField {...text('province')} label="استان" options={PROVINCES} autocomplete="address-level1" />
      <Field {...text('city')} label="شهر" autocomplete="address-level2" maxLength={60} required />
      <TextAreaField {...text('address')} label="نشانی، پلاک و واحد" rows={3} maxLength={500} required />
      <Field
        {...text('postalCode')}
        label="کد پستی"
        hint="۱۰ رقم، بی خط تیره"
        inputMode="numeric"
        autocomplete="postal-code"
        dir="ltr"
        maxLength={20}
        required
      />
      <TextAreaField {...text('note')} label="یادداشت برای فروشگاه (دلخواه)" rows={2} maxLength={500} />
    </fieldset>
  )
}
