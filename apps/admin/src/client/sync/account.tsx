import type { SyncStateView } from '@hybrid-store/contracts'
import type { Tone } from '@hybrid-store/ui'
import { Badge, Code, Moment } from '../views.tsx'

const FEW_DAYS = 14

export function Account({ account }: { account: SyncStateView['account'] }) {
  if (!account) {
    return (
      <div className="tile" data-testid="sync-account">
        <h3>حساب محک</h3>
        <p className="muted">هنوز به محک وصل نشده‌ایم.</p>
      </div>
    )
  }
  return (
    <div className="tile" data-testid="sync-account">
      <h3>{account.title}</h3>
      <p>
        بازاریاب <Code value={account.visitorId} />، پایگاه داده <Code value={account.databaseId} />
      </p>
      {account.creditDay !== null && <Badge words={creditWords(account.creditDay)} />}
      <p className="muted">
        آخرین بررسی: <Moment at={account.checkedAt} />
      </p>
    </div>
  )
}

function creditWords(days: number): { label: string; tone: Tone } {
  const shown = days.toLocaleString('fa-IR')
  if (days < 0) return { label: 'اشتراک محک پایان یافته است', tone: 'bad' }
  return { label: `${shown} روز از اشتراک مانده`, tone: days < FEW_DAYS ? 'warn' : 'good' }
}
