import type { Problem } from '@hybrid-store/contracts'
import type { ComponentChildren, VNode } from 'preact'
import { problemText } from '../../http/problem-text.ts'
import type { Page } from '../../views/layout.tsx'
import { Code } from '../../views/texts.tsx'

export const notFoundPage = (): Page => ({
  title: 'صفحه پیدا نشد',
  status: 404,
  content: (
    <Message heading="این صفحه پیدا نشد" testId="not-found">
      <p>شاید نشانی درست نباشد یا این کالا دیگر فروخته نشود.</p>
    </Message>
  ),
})

export const brokenPage = (requestId: string, status: 500 | 503): Page => ({
  title: 'خطا',
  status,
  content: (
    <Message heading="مشکلی از سمت ما پیش آمد" testId="server-error">
      <p>لطفاً چند لحظه دیگر دوباره تلاش کنید. سبد خرید شما سر جای خود است.</p>
      <p class="muted">
        شناسهٔ پیگیری: <Code value={requestId} />
      </p>
    </Message>
  ),
})

export const refusedPage = (problem: Problem): Page => ({
  title: problem.title,
  status: problem.status,
  content: (
    <Message heading={problem.title} testId="refused">
      {problemText(problem) !== problem.title && <p>{problemText(problem)}</p>}
    </Message>
  ),
})

function Message(props: { heading: string; testId: string; children: ComponentChildren }): VNode {
  return (
    <section class="panel message" data-testid={props.testId}>
      <h1>{props.heading}</h1>
      {props.children}
      <p class="actions">
        <a class="button" href="/">
          رفتن به صفحهٔ نخست
        </a>
        <a class="button button-quiet" href="/search">
          دیدن همهٔ کالاها
        </a>
      </p>
    </section>
  )
}
