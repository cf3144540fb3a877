import type { CartLineView } from '@hybrid-store/contracts'

/** Whether fewer can be bought now than the line asks for. */
export const isShort = (line: Pick<CartLineView, 'quantity' | 'available'>): boolean => line.available < line.quantity
