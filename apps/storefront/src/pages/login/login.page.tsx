import { formatMobile } from '@hybrid-store/ui'
import type { ComponentChildren, VNode } from 'preact'
import { Field } from '../../views/field.tsx'
import type { Page } from '../../views/layout.tsx'

interface MobileStep {
  next: string
  typed?: string | undefined
  error?: string
  status?: number
}

interface CodeStep {
  next: string
  mobile: string
  error?: string
  status?: number
}

export const mobilePage = ({ next, typed, error, status }: MobileStep): Page => ({
  title: 'ورود',
  status: status ?? (error ? 400 : 200),
  content: (
    <Narrow heading="ورود یا ثبت‌نام">
      <p class="muted">شمارهٔ موبایل خود را بنویسید تا کد ورود برایتان پیامک شود.</p>
      <form method="post" action="/login" class="stack">
        <input type="hidden" name="next" value={next} />
        <Field
          name="mobile"
          label="شمارهٔ موبایل"
          error={error}
          value={typed ?? ''}
          type="tel"
          inputMode="numeric"
          autocomplete="tel"
          maxLength={30}
          placeholder="۰۹۱۲۱۲۳۴۵۶۷"
          dir="ltr"
          required
          testId="login-mobile"
        />
        <button class="button button-wide" type="submit" data-testid="login-send">
          دریافت کد
        </button>
      </form>
    </Narrow>
  ),
})

export const codePage = ({ next, mobile, error, status }: CodeStep): Page => ({
  title: 'کد ورود',
  status: status ?? 200,
  content: (
    <Narrow heading="کد ورود">
      <p class="muted">
        کد ۶ رقمی به <bdi dir="ltr">{formatMobile(mobile)}</bdi> فرستاده شد و تا ۲ دقیقه اعتبار دارد.
      </p>
      <form method="post" action="/login/code" class="stack">
        <input type="hidden" name="next" value={next} />
        <Field
          name="code"
          label="کد پیامک‌شده"
          error={error}
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={6}
          dir="ltr"
          class="code-input"
          required
          testId="login-code"
        />
        <button class="button button-wide" type="submit" data-testid="login-submit">
          ورود
        </button>
      </form>
      <div class="actions">
        <form method="post" action="/login">
          <input type="hidden" name="next" value={next} />
          <input type="hidden" name="mobile" value={mobile} />
          <button class="button button-text" type="submit">
            فرستادن دوبارهٔ کد
          </button>
        </form>
        <a class="button button-text" href={`/login?next=${encodeURIComponent(next)}`}>
          تغییر شماره
        </a>
      </div>
    </Narrow>
  ),
})

export const logoutPage = (): Page => ({
  title: 'خروج',
  content: (
    <Narrow heading="خروج از حساب">
      <form method="post" action="/logout" class="stack">
        <button class="button button-wide" type="submit" data-testid="logout">
          خروج
        </button>
      </form>
    </Narrow>
  ),
})

function Narrow({ heading, children }: { heading: string; children: ComponentChildren }): VNode {
  return (
    <section class="panel narrow">
      <h1>{heading}</h1>
      {children}
    </section>
  )
}
