import { formatCount } from '@hybrid-store/ui'
import { useMutation } from '@tanstack/react-query'
import { askDispute, previewDispute } from '../api.ts'
import { Act } from './act.tsx'

/** Lets Mahak send what it has otherwise; first it is shown what would be told. */
export function Dispute({ entity }: { entity: string }) {
  const dispute = { entity, kind: 'rows' } as const
  const preview = useMutation({ mutationFn: () => previewDispute(dispute) })
  if (!preview.data) {
    return (
      <>
        {preview.isError && <span className="muted">{preview.error.message}</span>}
        <button
          type="button"
          className="button button-quiet"
          disabled={preview.isPending}
          onClick={() => preview.mutate()}
          data-testid={`dispute-${entity}`}
        >
          پرسش از محک
        </button>
      </>
    )
  }
  const { pairs, tooMany, expected } = preview.data
  return (
    <>
      <span className="muted" data-testid={`dispute-preview-${entity}`}>
        شناسه و نسخهٔ {formatCount(pairs)} ردیف به محک گفته می‌شود تا هرچه نزد او جور دیگری است باز بفرستد (
        {formatCount(expected.rows)} اختلاف شناخته‌شده).
      </span>
      {tooMany ? (
        <span className="muted">برای یک درخواست زیاد است.</span>
      ) : (
        <Act what={() => askDispute(dispute)} done="پرسیده شد" testId={`dispute-now-${entity}`}>
          بپرس
        </Act>
      )}
    </>
  )
}
