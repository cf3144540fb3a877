import { formatCount } from '@hybrid-store/ui'
import type { VNode } from 'preact'
import { CartIcon, PersonIcon, SearchIcon } from './icons.tsx'
import type { Frame } from './layout.tsx'

export function Header({ frame, query }: { frame: Frame; query: string | undefined }): VNode {
  return (
    <header class="header">
      <div class="header-row">
        <a class="brand" href="/">
          <img src={frame.assets.iconUrl} alt="" width="32" height="32" />
          <span>{frame.shopName}</span>
        </a>
        <SearchBox query={query} />
        <nav class="header-links" aria-label="حساب و سبد خرید">
          {frame.loggedIn ? (
            <a class="header-link" href="/orders" data-testid="orders-link">
              <PersonIcon />
              <span>سفارش‌ها</span>
            </a>
          ) : (
            <a class="header-link header-link-named" href="/login" data-testid="login-link">
              <PersonIcon />
              <span>ورود</span>
            </a>
          )}
          <CartLink count={frame.cartCount} />
        </nav>
      </div>
    </header>
  )
}

function SearchBox({ query }: { query: string | undefined }): VNode {
  return (
    <search class="search-box">
      <form class="search" action="/search" method="get">
        <input
          type="search"
          name="q"
          value={query ?? ''}
          maxLength={120}
          placeholder="جستجوی کالا"
          aria-label="جستجوی کالا"
          enterkeyhint="search"
          data-testid="search-input"
        />
        <button type="submit" aria-label="جستجو">
          <SearchIcon />
        </button>
      </form>
    </search>
  )
}

function CartLink({ count }: { count: number }): VNode {
  return (
    <a class="header-link" href="/cart" data-testid="cart-link">
      <CartIcon />
      <span>سبد خرید</span>
      {count > 0 && (
        <b class="count" data-testid="cart-count">
          {formatCount(count)}
        </b>
      )}
    </a>
  )
}
