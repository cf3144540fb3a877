import type { ComponentChildren, VNode } from 'preact'

function Icon({ children }: { children: ComponentChildren }): VNode {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

export const CartIcon = (): VNode => (
  <Icon>
    <path d="M6 8h12l-1 12H7z" />
    <path d="M9 8a3 3 0 0 1 6 0" />
  </Icon>
)

export const PersonIcon = (): VNode => (
  <Icon>
    <circle cx="12" cy="8" r="4" />
    <path d="M4 20c1-4 4.5-5.5 8-5.5s7 1.5 8 5.5" />
  </Icon>
)

export const SearchIcon = (): VNode => (
  <Icon>
    <circle cx="11" cy="11" r="6.5" />
    <path d="m16 16 4.5 4.5" />
  </Icon>
)

export const PictureIcon = (): VNode => (
  <Icon>
    <rect x="3" y="4" width="18" height="16" rx="3" />
    <circle cx="9" cy="10" r="1.6" />
    <path d="m4 18 5-4 3 2 4-5 4 5" />
  </Icon>
)
