import type { ReactNode } from 'react'
import { Link } from 'react-router'

/** A page below the overview, with the way back. */
export function SubPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <header className="header">
        <h1>{title}</h1>
        <nav>
          <Link to="/">پنل فروشگاه</Link>
        </nav>
      </header>
      <main className="page">
        <section className="panel">{children}</section>
      </main>
    </>
  )
}
