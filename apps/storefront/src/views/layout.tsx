import type { VNode } from 'preact'
import type { Assets } from '../assets/load-assets.ts'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'

export interface Page {
  title: string
  content: VNode
  status?: number
  description?: string
  /** Path of the one address of this page; pages without it are not for search engines and are not kept by browsers. */
  canonical?: string
  /** Path of the picture that link previews show. */
  image?: string | null
  /** Structured data for search engines (schema.org). */
  structuredData?: object
  /** Loads an address after some seconds, without a script. */
  refresh?: { seconds: number; url: string }
  /** What stands in the search box. */
  query?: string
}

/** What surrounds every page. */
export interface Frame {
  assets: Assets
  publicUrl: string
  shopName: string
  cartCount: number
  loggedIn: boolean
}

export function Layout({ page, frame }: { page: Page; frame: Frame }): VNode {
  return (
    <html lang="fa" dir="rtl">
      <Head page={page} frame={frame} />
      <body>
        <a class="skip" href="#content">
          رفتن به محتوا
        </a>
        <Header frame={frame} query={page.query} />
        <main id="content" class="page">
          {page.content}
        </main>
        <Footer frame={frame} />
      </body>
    </html>
  )
}

function Head({ page, frame }: { page: Page; frame: Frame }): VNode {
  const title = page.title === frame.shopName ? page.title : `${page.title} | ${frame.shopName}`
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <meta name="theme-color" content="#0b6156" />
      {page.refresh && <meta http-equiv="refresh" content={`${page.refresh.seconds};url=${page.refresh.url}`} />}
      <link rel="stylesheet" href={frame.assets.stylesheetUrl} />
      <link rel="preload" href={frame.assets.mainFontUrl} as="font" type="font/woff2" crossorigin="anonymous" />
      <link rel="icon" href={frame.assets.iconUrl} type="image/svg+xml" />
      <SearchEngineTags page={page} frame={frame} title={title} />
    </head>
  )
}

function SearchEngineTags({ page, frame, title }: { page: Page; frame: Frame; title: string }): VNode {
  if (!page.canonical) return <meta name="robots" content="noindex" />
  const address = frame.publicUrl + page.canonical
  return (
    <>
      {page.description && <meta name="description" content={page.description} />}
      <link rel="canonical" href={address} />
      <meta property="og:title" content={title} />
      <meta property="og:url" content={address} />
      <meta property="og:locale" content="fa_IR" />
      <meta property="og:site_name" content={frame.shopName} />
      {page.description && <meta property="og:description" content={page.description} />}
      {page.image && <meta property="og:image" content={frame.publicUrl + page.image} />}
      {page.structuredData && <StructuredData data={page.structuredData} />}
    </>
  )
}

/** Script content is not HTML, so Preact must not escape it; `<` is, so that no text in the data can end the element. */
function StructuredData({ data }: { data: object }): VNode {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
}
