import type { Result } from '@hybrid-store/kernel'

/**
 * Why a message was not sent: the provider gave no usable answer, refused our account (key, address, credit), has no such
 * approved template, or refuses this number. Only the first can succeed by trying again.
 */
export type SmsFailure = { code: 'unavailable' | 'account_refused' | 'template_refused' | 'number_refused' }

export interface SmsSender {
  /** Sends a login code to a number (E.164). It is never retried by itself: a late code is of no use. */
  sendOtp(mobile: string, code: string): Promise<Result<void, SmsFailure>>
}
