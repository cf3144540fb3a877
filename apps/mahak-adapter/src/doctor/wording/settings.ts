import type { Wordings } from './wording.ts'

export const SETTINGS_WORDING = {
  settings_complete: {
    level: 'ok',
    en: 'The settings are complete: {host}, names {names} of the calls.',
    fa: 'تنظیمات کامل است: {host}، نام فراخوان‌ها {names}.',
  },
  settings_of_simulator: {
    level: 'ok',
    en: 'MAHAK_BASE_URL is not set: the simulated Mahak that the running store uses is examined.',
    fa: 'مقدار MAHAK_BASE_URL داده نشده است: محک شبیه‌سازی‌شدهٔ فروشگاه در حال اجرا بررسی می‌شود.',
  },
  setting_missing: {
    level: 'error',
    en: '{setting} is not set. Set it where the store is started: {meaning}.',
    fa: 'مقدار {setting} داده نشده است. آن را در تنظیمات اجرای فروشگاه بنویسید: {meaning}.',
  },
  setting_invalid: {
    level: 'error',
    en: '{setting} cannot be used: {reason}.',
    fa: 'مقدار {setting} قابل استفاده نیست: {reason}.',
  },
  setting_blanks: {
    level: 'warning',
    en: '{setting} begins or ends with a blank. Remove it, unless it really belongs there.',
    fa: 'در آغاز یا پایان {setting} فاصله هست. اگر جزو مقدار نیست آن را بردارید.',
  },
  setting_quoted: {
    level: 'warning',
    en: '{setting} stands in quotation marks, which count as a part of it. Remove them, unless they really belong there.',
    fa: 'مقدار {setting} میان گیومه است و گیومه جزو مقدار حساب می‌شود. اگر جزو مقدار نیست آن را بردارید.',
  },
  url_invalid: {
    level: 'error',
    en: 'MAHAK_BASE_URL is no web address. It should look like https://mahakacc.mahaksoft.com/API/v3',
    fa: 'مقدار MAHAK_BASE_URL نشانی وب نیست. نمونهٔ درست: https://mahakacc.mahaksoft.com/API/v3',
  },
  url_not_https: {
    level: 'error',
    en: 'MAHAK_BASE_URL begins with http://. Write https://, for the password must not travel unencrypted.',
    fa: 'نشانی MAHAK_BASE_URL با http:// آغاز شده است. آن را https:// بنویسید تا رمز عبور بدون رمزنگاری فرستاده نشود.',
  },
  url_with_login: {
    level: 'error',
    en: 'MAHAK_BASE_URL holds a user name or password. Move them to MAHAK_USERNAME and MAHAK_PASSWORD.',
    fa: 'در MAHAK_BASE_URL نام کاربری یا رمز عبور آمده است. آن‌ها را در MAHAK_USERNAME و MAHAK_PASSWORD بنویسید.',
  },
  url_with_call: {
    level: 'error',
    en: 'MAHAK_BASE_URL goes on after /API/v3. Let it end there: {better}',
    fa: 'نشانی MAHAK_BASE_URL پس از /API/v3 ادامه دارد. پایانش همان‌جا باشد: {better}',
  },
  url_without_path: {
    level: 'warning',
    en: 'MAHAK_BASE_URL does not end with /API/v3. For Mahak itself it should be {better}',
    fa: 'نشانی MAHAK_BASE_URL به /API/v3 پایان نمی‌یابد. برای خود محک باید چنین باشد: {better}',
  },
  password_looks_hashed: {
    level: 'warning',
    en: 'MAHAK_PASSWORD looks like a hash (32 hexadecimal digits). If it is one, set MAHAK_PASSWORD_IS_HASHED=true',
    fa: 'مقدار MAHAK_PASSWORD به هش می‌ماند (۳۲ رقم شانزده‌شانزدهی). اگر هش است بنویسید MAHAK_PASSWORD_IS_HASHED=true',
  },
  password_not_hash: {
    level: 'error',
    en: 'MAHAK_PASSWORD_IS_HASHED is true, but MAHAK_PASSWORD is no MD5 hash (32 hexadecimal digits). If it is the password itself, remove MAHAK_PASSWORD_IS_HASHED.',
    fa: 'مقدار MAHAK_PASSWORD_IS_HASHED برابر true است ولی MAHAK_PASSWORD هش MD5 نیست (۳۲ رقم شانزده‌شانزدهی). اگر خود رمز عبور است MAHAK_PASSWORD_IS_HASHED را بردارید.',
  },
} as const satisfies Wordings
