import type { Wordings } from './wording.ts'

export const ACCOUNT_WORDING = {
  logged_in: {
    level: 'ok',
    en: 'The login works: «{title}», visitor {visitor} of database {database}.',
    fa: 'ورود انجام شد: «{title}»، ویزیتور {visitor} از پایگاه دادهٔ {database}.',
  },
  wrong_password: {
    level: 'error',
    en: 'Mahak refuses user name and password («{message}»). Check MAHAK_USERNAME and MAHAK_PASSWORD against the visitor in the desktop program. If MAHAK_PASSWORD holds the MD5 hash already, set MAHAK_PASSWORD_IS_HASHED=true',
    fa: 'نام کاربری و رمز عبور را محک نپذیرفت («{message}»). MAHAK_USERNAME و MAHAK_PASSWORD را با ویزیتور در نرم‌افزار محک بسنجید. اگر در MAHAK_PASSWORD هش MD5 نوشته‌اید بنویسید MAHAK_PASSWORD_IS_HASHED=true',
  },
  wrong_hash: {
    level: 'error',
    en: 'Mahak refuses user name and password hash («{message}»). Check MAHAK_USERNAME, or write the password itself to MAHAK_PASSWORD and remove MAHAK_PASSWORD_IS_HASHED.',
    fa: 'نام کاربری و هش رمز عبور را محک نپذیرفت («{message}»). MAHAK_USERNAME را بررسی کنید، یا خود رمز را در MAHAK_PASSWORD بنویسید و MAHAK_PASSWORD_IS_HASHED را بردارید.',
  },
  login_refused: {
    level: 'error',
    en: 'Mahak does not accept the login («{message}»). If MAHAK_API_NAMES is v2, try v1.',
    fa: 'ورود را محک نپذیرفت («{message}»). اگر MAHAK_API_NAMES برابر v2 است v1 را بیازمایید.',
  },
  login_not_of_mahak: {
    level: 'error',
    en: 'What answers the login is not Mahak ({message}). Check MAHAK_BASE_URL.',
    fa: 'آنچه به ورود پاسخ می‌دهد محک نیست ({message}). MAHAK_BASE_URL را بررسی کنید.',
  },
  login_failed: {
    level: 'error',
    en: 'The login came to nothing ({message}). Try again in some minutes.',
    fa: 'ورود به جایی نرسید ({message}). چند دقیقهٔ دیگر دوباره بیازمایید.',
  },
  clock_right: {
    level: 'ok',
    en: 'The clock agrees with that of Mahak ({distance}).',
    fa: 'ساعت با ساعت محک یکی است ({distance}).',
  },
  clock_off: {
    level: 'warning',
    en: 'The clock of this computer is {distance} {direction} that of Mahak. Switch time synchronisation on: {mend}.',
    fa: 'ساعت این رایانه {distance} از ساعت محک {direction} است. هماهنگ‌سازی ساعت را روشن کنید: {mend}.',
  },
  clock_wrong: {
    level: 'error',
    en: 'The clock of this computer is {distance} {direction} that of Mahak: orders get wrong times, and beyond 13 minutes Mahak’s own apps refuse to work. Set it right by time synchronisation: {mend}.',
    fa: 'ساعت این رایانه {distance} از ساعت محک {direction} است: زمان سفارش‌ها نادرست می‌شود و برنامه‌های خود محک بیش از ۱۳ دقیقه اختلاف را نمی‌پذیرند. آن را با هماهنگ‌سازی درست کنید: {mend}.',
  },
  clock_unknown: {
    level: 'warning',
    en: 'Mahak did not tell its time, so the clock could not be compared. Check that this computer has the right time.',
    fa: 'زمان را محک نگفت و ساعت سنجیده نشد. درستی ساعت این رایانه را خودتان بررسی کنید.',
  },
  credit_enough: {
    level: 'ok',
    en: 'The subscription of Mahak lasts for {days} more days.',
    fa: 'اشتراک محک {days} روز دیگر اعتبار دارد.',
  },
  credit_short: {
    level: 'warning',
    en: 'The subscription of Mahak ends in {days} days; the exchange stops then. Renew it at Mahak in time.',
    fa: 'اشتراک محک تا {days} روز دیگر پایان می‌یابد و تبادل می‌ایستد. به‌موقع از محک تمدید کنید.',
  },
  credit_expired: {
    level: 'error',
    en: 'The subscription of Mahak has expired, so nothing is exchanged. Renew it at Mahak; the store goes on by itself then.',
    fa: 'اشتراک محک پایان یافته است و چیزی مبادله نمی‌شود. از محک تمدید کنید؛ فروشگاه سپس خودبه‌خود ادامه می‌دهد.',
  },
  credit_unknown: {
    level: 'warning',
    en: 'Mahak did not tell how long the subscription lasts. Look it up in the desktop program.',
    fa: 'مدت اعتبار اشتراک را محک نگفت. آن را در نرم‌افزار محک ببینید.',
  },
  account_first: {
    level: 'ok',
    en: 'No store was found here that has exchanged with another account before.',
    fa: 'فروشگاهی که پیش‌تر با حساب دیگری تبادل کرده باشد این‌جا پیدا نشد.',
  },
  account_same: {
    level: 'ok',
    en: 'The account is the one this store has exchanged with before.',
    fa: 'حساب همان است که این فروشگاه پیش‌تر با آن تبادل کرده است.',
  },
  account_changed: {
    level: 'error',
    en: 'The login leads to visitor {visitor} of database {database}, but this store has exchanged with visitor {knownVisitor} of database {knownDatabase}. Nothing is exchanged until MAHAK_USERNAME is that of the old account again; for a new account start a store with new data (STORE_DATA_DIR, DATABASE_URL).',
    fa: 'ورود به ویزیتور {visitor} از پایگاه دادهٔ {database} می‌رسد ولی این فروشگاه با ویزیتور {knownVisitor} از پایگاه دادهٔ {knownDatabase} تبادل کرده است. تا MAHAK_USERNAME دوباره از آنِ حساب پیشین نشود چیزی مبادله نمی‌شود؛ برای حساب تازه فروشگاهی با دادهٔ تازه راه بیندازید (STORE_DATA_DIR، DATABASE_URL).',
  },
  account_unknown: {
    level: 'warning',
    en: 'The database of the store could not be asked which account it has exchanged with before. Check that PostgreSQL runs.',
    fa: 'پایگاه دادهٔ فروشگاه پاسخ نداد که پیش‌تر با کدام حساب تبادل کرده است. روشن بودن PostgreSQL را بررسی کنید.',
  },
} as const satisfies Wordings
