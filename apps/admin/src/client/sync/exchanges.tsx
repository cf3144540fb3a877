import type { SyncRecordView } from '@hybrid-store/contracts'
import { Code, Moment } from '../views.tsx'

/** The calls to Mahak that carried the record, the newest first; what was sent and answered opens on demand. */
export function Exchanges({ exchanges }: { exchanges: SyncRecordView['exchanges'] }) {
  if (exchanges.length === 0) return <p className="muted">هنوز چیزی به محک فرستاده نشده است.</p>
  return exchanges.map((exchange) => (
    <details key={exchange.attemptId} className="tile" data-testid={`exchange-${exchange.attemptId}`}>
      <summary>
        <Moment at={exchange.sentAt} />: {outcomeOf(exchange)}
      </summary>
      <p className="muted">
        تغییر: <Moment at={exchange.changedAt} />
        {exchange.correlationId && (
          <>
            ، با درخواست <Code value={exchange.correlationId} />
          </>
        )}
        ؛ برداشته شد: <Moment at={exchange.claimedAt} />
      </p>
      <p className="muted">
        تماس <Code value={exchange.attemptId} />، فرستنده <code dir="ltr">{exchange.run}</code>، پاسخ:{' '}
        <Moment at={exchange.answeredAt} />
      </p>
      <pre dir="ltr" className="scroll">
        {JSON.stringify({ sent: exchange.sent, answer: exchange.answer }, null, 2)}
      </pre>
    </details>
  ))
}

function outcomeOf({ outcome, failure }: SyncRecordView['exchanges'][number]) {
  if (outcome === null) return 'بی‌پاسخ'
  return outcome === 'accepted' ? 'پذیرفته شد' : <code dir="ltr">{failure ?? outcome}</code>
}
