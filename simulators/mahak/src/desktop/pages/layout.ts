import { Html, html } from '@hybrid-store/simulator-kit'
import { STYLE } from './style.ts'

const LINKS = [
  ['/', 'میز کار'],
  ['/products', 'کالاها'],
  ['/products/new', 'کالای تازه'],
  ['/people', 'اشخاص'],
  ['/orders', 'سفارش‌های رسیده'],
  ['/ledger', 'دفتر رویدادها'],
  ['/busy-day', 'روز شلوغ'],
  ['/admin', 'کلیدها و خطاها'],
] as const

/** The frame around every page; `notice` is what the last act came to. */
export function layout(page: { path: string; title: string; notice?: string | undefined }, body: Html): string {
  return html`<!doctype html>
<html lang="fa" dir="rtl">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} - شبیه‌ساز محک</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<header><strong>شبیه‌ساز محک</strong><nav>
${LINKS.map(([path, title]) => html`<a href="${path}"${path === page.path && new Html(' aria-current="page"')}>${title}</a>`)}
</nav></header>
<main>
<h1>${page.title}</h1>
${page.notice ? html`<p class="notice" role="status" data-testid="notice">${page.notice}</p>` : null}
${body}
</main>
</body>
</html>`.text
}
