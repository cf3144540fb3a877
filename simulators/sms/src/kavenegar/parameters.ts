import { parseMobile } from '@hybrid-store/kernel'
import { z } from 'zod'
import type { RefusalCode } from './answer.ts'

export const text = z.coerce.string().optional()

/** 400 when a required parameter is missing, 406 when it is empty. */
export function requirementOf(...required: (string | undefined)[]): RefusalCode | null {
  if (required.some((value) => value === undefined)) return 400
  return required.some((value) => value?.trim() === '') ? 406 : null
}

/** Comma list, blanks around the parts ignored. */
export const list = (value: string): string[] => value.split(',').map((part) => part.trim())

/** An Iranian mobile as Kavenegar writes it, `09…`; null if it is none. */
export function localMobile(receptor: string): string | null {
  const mobile = parseMobile(receptor)
  return mobile && `0${mobile.slice(3)}`
}
