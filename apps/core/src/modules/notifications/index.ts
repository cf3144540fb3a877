export { createKavenegar } from './kavenegar.ts'
export type { SmsFailure, SmsSender } from './sms-sender.ts'
