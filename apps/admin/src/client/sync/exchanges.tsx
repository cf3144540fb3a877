import type { SyncRecordView } from '@hybrid-store/contracts'
import { Code, Moment } from '../views.tsx'

/** The calls to Mahak that carried the record, the newest first; what was sent, answered and holds now opens on demand. */
export function Exchanges({ record: { exchanges, link, waiting } }: { record: SyncRecordView }) {
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
      <div className="columns">
        <Column title="فرستاده شد" value={exchange.sent} />
        <Column title="پاسخ محک" value={exchange.answer} />
        <Column title="وضع کنونی" value={{ link, waiting }} />
      </div>
    </details>
  ))
}

function Column({ title, value }: { title: string; value: unknown }) {
  return (
    <section>
      <h3>{title}</h3>
      <pre dir="ltr" className="scroll">
        {JSON.stringify(value, null, 2)}
      </pre>
    </section>
  )
}

function outcomeOf({ outcome, failure }: SyncRecordView['exchanges'][number]) {
  if (outcome === null) return 'بی‌پاسخ'
  return outcome === 'accepted' ? 'پذیرفته شد' : <code dir="ltr">{failure ?? outcome}</code>
}
