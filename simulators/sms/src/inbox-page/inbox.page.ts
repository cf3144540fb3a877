import { formatJalaliDateTime } from '@hybrid-store/kernel'
import { Html, html } from '@hybrid-store/simulator-kit'
import type { Message } from '../message.ts'

const SHOWN = 200
const REFRESH_SECONDS = 5

const STYLE = new Html(`
  :root { font-family: Vazirmatn, Tahoma, sans-serif; color: #1c2733; background: #eef1f5 }
  body { margin: 0; padding: 2rem 1rem; line-height: 1.9 }
  main { max-width: 48rem; margin: auto } h1 { font-size: 1.3rem }
  article { background: #fff; border-radius: .75rem; padding: 1rem 1.5rem; margin-block: .8rem; border-inline-start: .3rem solid #3867a6 }
  header { display: flex; gap: 1.5rem; color: #5b6875; font-size: .9rem } header time { margin-inline-start: auto }
  p { margin: .3rem 0; white-space: pre-line } bdi { direction: ltr; unicode-bidi: isolate }
  .token { display: inline-flex; gap: .5rem; margin-inline-end: 1.5rem; color: #5b6875 }
  code { color: #1c2733; font: inherit; font-weight: bold; background: #eef4fb; border-radius: .3rem; padding: 0 .4rem }
`)

/** What was sent, the newest first. It reads itself again every few seconds, without scripts. */
export const inboxPage = (messages: readonly Message[]): string =>
  html`<!doctype html>
<html lang="fa" dir="rtl">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${REFRESH_SECONDS}"><title>پیامک‌های آزمایشی</title><style>${STYLE}</style></head>
<body><main><h1>پیامک‌های آزمایشی</h1>
${messages.length === 0 ? html`<p>هنوز پیامکی فرستاده نشده است.</p>` : messages.slice(0, SHOWN).map(article)}
</main></body>
</html>`.text

const article = (message: Message): Html => html`<article data-testid="message">
  <header><bdi data-testid="receptor">${message.receptor}</bdi><span data-testid="template">${message.template ?? 'متن آزاد'}</span>
  <time datetime="${message.sentAt.toISOString()}">${formatJalaliDateTime(message.sentAt)}</time></header>
  <p dir="auto" data-testid="text">${message.text}</p>
  ${Object.entries(message.tokens).map(([name, value]) => html`<span class="token"><bdi>${name}</bdi><code data-testid="${name}">${value}</code></span>`)}
</article>`
