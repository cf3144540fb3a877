import { Html, html } from '@hybrid-store/simulator-kit'

const STYLE = new Html(`
  :root { font-family: Vazirmatn, Tahoma, sans-serif; color: #1c2733; background: #eef1f5 }
  body { margin: 0; padding: 2rem 1rem; line-height: 1.9 }
  main { max-width: 30rem; margin: auto; background: #fff; border-radius: .75rem; padding: 1.5rem 2rem; border-block-start: .3rem solid #0a6c74 }
  main.wide { max-width: 60rem }
  h1 { font-size: 1.2rem } dl { display: grid; grid-template-columns: auto 1fr; gap: .4rem 1.5rem } dt { color: #5b6875 } dd { margin: 0 }
  .amount { font-size: 1.5rem; font-weight: bold } .note { color: #5b6875; font-size: .85rem } bdi { direction: ltr; unicode-bidi: isolate }
  form { display: grid; gap: .6rem; margin-block: 1.5rem 0 }
  button { font: inherit; padding: .6rem; border-radius: .5rem; border: 1px solid #b8c2cc; background: #fff; cursor: pointer }
  button[value=pay] { background: #0a6c74; border-color: #0a6c74; color: #fff; font-weight: bold }
  table { width: 100%; border-collapse: collapse; font-size: .9rem } th, td { text-align: start; padding: .4rem; border-block-end: 1px solid #dde3e9 }
`)

/** A whole page: Persian, right to left, without scripts and without anything from elsewhere. */
export const page = (title: string, content: Html, layout: 'narrow' | 'wide' = 'narrow'): string =>
  html`<!doctype html>
<html lang="fa" dir="rtl">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main class="${layout}"><h1>${title}</h1>${content}</main></body>
</html>`.text
