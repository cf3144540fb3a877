import { Form, useActionData, useNavigation } from 'react-router'

export function LoginPage() {
  const answer = useActionData<{ refusal: string }>()
  const busy = useNavigation().state !== 'idle'
  return (
    <main className="login">
      <Form method="post" className="panel login-form">
        <h1>پنل فروشگاه</h1>
        {answer && (
          <p className="notice tone-bad" role="alert" data-testid="login-refusal">
            {answer.refusal}
          </p>
        )}
        <label>
          <span>نام کاربری</span>
          <input
            name="username"
            required
            maxLength={60}
            autoComplete="username"
            dir="ltr"
            data-testid="staff-username"
          />
        </label>
        <label>
          <span>رمز</span>
          <input
            name="password"
            type="password"
            required
            maxLength={200}
            autoComplete="current-password"
            dir="ltr"
            data-testid="staff-password"
          />
        </label>
        <button type="submit" className="button" disabled={busy} data-testid="staff-login">
          {busy ? 'کمی صبر کنید…' : 'ورود'}
        </button>
      </Form>
    </main>
  )
}
