import type { LastingSwitches } from '../switches/switches.ts'

export interface SwitchText {
  title: string
  /** Where the Mahak API reference speaks of it. */
  section: string
  meaning: string
  /** What each value does; without it the value is a number. */
  choices?: Record<string, string>
}

export interface SwitchGroup {
  id: string
  title: string
  switches: readonly (keyof LastingSwitches)[]
}

export const SWITCH_GROUPS: readonly SwitchGroup[] = [
  { id: 'reading', title: 'خواندن', switches: ['fromSemantics', 'sorted', 'equalVersions', 'malformedStatus'] },
  {
    id: 'saving',
    title: 'نوشتن',
    switches: [
      'carrierFields',
      'itemTypeMandatory',
      'storeIdMandatory',
      'personGroupMandatory',
      'omittedLines',
      'clientIdScope',
      'deleteRegistered',
    ],
  },
  {
    id: 'login',
    title: 'ورود',
    switches: ['acceptPlainPassword', 'wrongPasswordStatus', 'loginV2Strict', 'tokenBoundToIp', 'tokenLifetimeSeconds'],
  },
  {
    id: 'desktop',
    title: 'برنامه حسابداری',
    switches: ['headerDiscountCounted', 'unchangedKeepsVersion', 'negativeStockForbidden', 'autoConvertAfterSeconds'],
  },
  { id: 'account', title: 'حساب', switches: ['creditDay', 'expiredAnswers', 'databaseId', 'clockSkewMs'] },
]

const YES_NO = { true: 'بله', false: 'خیر' }

export const SWITCH_TEXTS: Record<keyof LastingSwitches, SwitchText> = {
  fromSemantics: {
    title: 'مرز نسخه',
    section: '§3.3',
    meaning: 'چه سطری «پس از نسخه n» به شمار می‌آید',
    choices: {
      'link-aware': 'نسخه سطر یا پیوند ویزیتور بزرگ‌تر باشد',
      exclusive: 'نسخه سطر بزرگ‌تر باشد',
      inclusive: 'نسخه سطر بزرگ‌تر یا برابر باشد',
    },
  },
  sorted: { title: 'ترتیب سطرها', section: '§3.3', meaning: 'سطرها به ترتیب نسخه می‌آیند', choices: YES_NO },
  equalVersions: {
    title: 'نسخه یکسان',
    section: '§3.3',
    meaning: 'همه سطرهای یک ارسال یک نسخه دارند',
    choices: YES_NO,
  },
  malformedStatus: {
    title: 'پاسخ درخواست نادرست',
    section: '§12.7',
    meaning: 'وضعیت پاسخ به متنی که خوانده نمی‌شود؛ Result در هر دو false است',
    choices: { 400: '۴۰۰', 200: '۲۰۰' },
  },
  carrierFields: {
    title: 'فیلدهای حمل',
    section: '§5.3',
    meaning: 'سفارش چه وقت CarrierType و CarrierID و CarryingAsExpense می‌خواهد',
    choices: { 'with-send-cost': 'با هزینه ارسال', never: 'هرگز', always: 'همیشه' },
  },
  itemTypeMandatory: {
    title: 'ItemType سطر',
    section: '§5.3',
    meaning: 'سطر کالا بدون ItemType رد می‌شود',
    choices: YES_NO,
  },
  storeIdMandatory: {
    title: 'StoreId سطر',
    section: '§5.3',
    meaning: 'سطر کالا بدون StoreId رد می‌شود',
    choices: YES_NO,
  },
  personGroupMandatory: {
    title: 'گروه شخص',
    section: '§5.3',
    meaning: 'شخص تازه بدون PersonGroupId رد می‌شود',
    choices: YES_NO,
  },
  omittedLines: {
    title: 'سطرهای نیامده',
    section: '§12.8',
    meaning: 'سرنوشت سطرهایی که در ارسال دوباره سفارش نیستند',
    choices: { stay: 'می‌مانند', deleted: 'حذف می‌شوند' },
  },
  clientIdScope: {
    title: 'یکتایی ClientId',
    section: '§12.8',
    meaning: 'ClientId در چه دامنه‌ای یکتاست',
    choices: { visitor: 'هر ویزیتور', database: 'همه پایگاه داده' },
  },
  deleteRegistered: {
    title: 'حذف سفارش ثبت‌شده',
    section: '§5.4',
    meaning: 'حذف سفارشی که شماره فاکتور دارد',
    choices: { refuse: 'رد می‌شود', accept: 'پذیرفته می‌شود' },
  },
  acceptPlainPassword: {
    title: 'گذرواژه ساده',
    section: '§2.1',
    meaning: 'گذرواژه بدون MD5 هم پذیرفته می‌شود',
    choices: YES_NO,
  },
  wrongPasswordStatus: {
    title: 'گذرواژه نادرست',
    section: '§2.2',
    meaning: 'وضعیت پاسخ به گذرواژه نادرست',
    choices: { 200: '۲۰۰', 401: '۴۰۱' },
  },
  loginV2Strict: {
    title: 'سخت‌گیری LoginV2',
    section: '§2.4',
    meaning: 'LoginV2 همه مشخصات فرستنده را می‌خواهد',
    choices: YES_NO,
  },
  tokenBoundToIp: {
    title: 'توکن و نشانی',
    section: '§2.3',
    meaning: 'توکن تنها از همان نشانی IP پذیرفته می‌شود',
    choices: YES_NO,
  },
  tokenLifetimeSeconds: { title: 'عمر توکن', section: '§2.3', meaning: 'به ثانیه؛ برای توکن‌های بعدی' },
  headerDiscountCounted: {
    title: 'تخفیف سر سفارش',
    section: '§4.10',
    meaning: 'جمع فاکتور تخفیف سر سفارش را افزون بر تخفیف سطرها کم می‌کند',
    choices: YES_NO,
  },
  unchangedKeepsVersion: {
    title: 'سطر بی‌تغییر',
    section: '§3.3',
    meaning: 'ارسال دوباره سطر بی‌تغییر نسخه تازه نمی‌دهد',
    choices: YES_NO,
  },
  negativeStockForbidden: {
    title: 'منع موجودی منفی',
    section: '§5.3',
    meaning: 'سفارش بدون موجودی ثبت می‌شود ولی موجودی تغییر نمی‌کند',
    choices: YES_NO,
  },
  autoConvertAfterSeconds: {
    title: 'تبدیل خودکار',
    section: '§5.6',
    meaning: 'ثانیه‌هایی که سفارش منتظر فاکتور می‌ماند؛ خالی یعنی با دست',
  },
  creditDay: { title: 'روزهای اعتبار', section: '§2.2', meaning: 'عدد منفی یعنی اشتراک به پایان رسیده است' },
  expiredAnswers: {
    title: 'پس از پایان اعتبار',
    section: '§12.7',
    meaning: 'با اعتبار منفی چه می‌شود',
    choices: { 'login-only': 'تنها ورود خبر می‌دهد', 'refuse-calls': 'همه فراخوانی‌ها رد می‌شوند' },
  },
  databaseId: { title: 'شناسه پایگاه داده', section: '§2.2', meaning: 'شناسه دیگر یعنی حساب جابه‌جا شده است' },
  clockSkewMs: { title: 'اختلاف ساعت', section: '§2.2', meaning: 'میلی‌ثانیه‌هایی که ساعت سرور جلوتر است' },
}
