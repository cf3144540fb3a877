import type { Wordings } from './wording.ts'

export const BOOKS_WORDING = {
  read_failed: {
    level: 'error',
    en: 'The login works, but reading failed ({message}). Try again in some minutes; if it stays so, ask Mahak.',
    fa: 'ورود درست است ولی خواندن داده‌ها نشد ({message}). چند دقیقهٔ دیگر دوباره بیازمایید؛ اگر ماند از محک بپرسید.',
  },
  rows_counted: {
    level: 'ok',
    en: 'The visitor sees products: {products}, variants: {variants}, stock rows: {stockRows}, persons: {persons}, stores: {stores}, price levels: {levels}, banks: {banks}, cash boxes: {cashes}, person groups: {groups}.',
    fa: 'ویزیتور {products} کالا، {variants} تنوع، {stockRows} ردیف موجودی، {persons} شخص، {stores} انبار، {levels} سطح قیمت، {banks} بانک، {cashes} صندوق و {groups} گروه شخص می‌بیند.',
  },
  only_part_read: {
    level: 'ok',
    en: 'There is more: of each kind the first {limit} rows were examined.',
    fa: 'ردیف‌ها بیش از این است: از هر نوع {limit} ردیف نخست بررسی شد.',
  },
  rows_unreadable: {
    level: 'warning',
    en: '{count} rows of Mahak could not be read ({entity}, for one). The store skips them and reports them; send this to support.',
    fa: 'تعداد {count} ردیف محک خوانده نشد (نمونه: {entity}). فروشگاه از آن‌ها می‌گذرد و گزارش می‌دهد؛ این را برای پشتیبانی بفرستید.',
  },
  goods_none: {
    level: 'error',
    en: 'The visitor sees no goods. Nothing arrives until the operator sends them: in the desktop program special operations → Bazara → goods to send → new goods, then send and receive data.',
    fa: 'ویزیتور هیچ کالایی نمی‌بیند. تا اپراتور کالا نفرستد چیزی نمی‌رسد: در نرم‌افزار محک عملیات ویژه ← بازارا ← کالاهای ارسالی ← کالای جدید، سپس ارسال و دریافت اطلاعات.',
  },
  goods_not_assigned: {
    level: 'error',
    en: 'There are goods, but none is assigned to this visitor, so the shop shows none. Add them to the visitor in the desktop program (goods to send), then send and receive data.',
    fa: 'کالا هست ولی هیچ‌کدام به این ویزیتور داده نشده است و فروشگاه چیزی نشان نمی‌دهد. در نرم‌افزار محک آن‌ها را به ویزیتور بدهید (کالاهای ارسالی)، سپس ارسال و دریافت اطلاعات.',
  },
  persons_none: {
    level: 'warning',
    en: 'The visitor sees no persons, so customers who are in the books already get a second entry when they order. Send the persons to the visitor in the desktop program.',
    fa: 'ویزیتور هیچ شخصی نمی‌بیند، پس مشتریانی که در دفترها هستند با سفارش دوباره ثبت می‌شوند. در نرم‌افزار محک اشخاص را به ویزیتور بفرستید.',
  },
  store_none: {
    level: 'error',
    en: 'The visitor sees no store, so no order can be booked. Send the stores in the desktop program.',
    fa: 'ویزیتور هیچ انباری نمی‌بیند و سفارش ثبت نمی‌شود. در نرم‌افزار محک انبارها را بفرستید.',
  },
  bank_none: {
    level: 'error',
    en: 'The visitor sees no bank, so no payment can be booked. Assign a bank to the visitor in the desktop program.',
    fa: 'ویزیتور هیچ بانکی نمی‌بیند و پرداخت ثبت نمی‌شود. در نرم‌افزار محک بانکی به ویزیتور بدهید.',
  },
  cash_none: {
    level: 'error',
    en: 'The visitor sees no cash box, which orders name for their shipping cost. Assign one to the visitor in the desktop program.',
    fa: 'ویزیتور هیچ صندوقی نمی‌بیند؛ سفارش‌ها برای هزینهٔ ارسال به آن نیاز دارند. در نرم‌افزار محک صندوقی به ویزیتور بدهید.',
  },
  person_group_none: {
    level: 'error',
    en: 'The visitor sees no person group, without which no new customer can be booked. Send the groups in the desktop program.',
    fa: 'ویزیتور هیچ گروه شخصی نمی‌بیند و مشتری تازه ثبت نمی‌شود. در نرم‌افزار محک گروه‌ها را بفرستید.',
  },
  code_unknown: {
    level: 'error',
    en: '{setting} names code {code}, which is not among those of Mahak ({known}). Correct {setting}.',
    fa: 'مقدار {setting} کد {code} را نام می‌برد که در محک نیست (کدهای موجود: {known}). {setting} را درست کنید.',
  },
  price_sample: {
    level: 'ok',
    en: 'Compare with the desktop program (* marks the level that is sold at): {prices} Rial; the customer sees {shown}: code {code}, «{name}».',
    fa: 'با نرم‌افزار محک بسنجید (* نشان سطح فروش است): «{name}»، کد {code}: {prices} ریال؛ مشتری می‌بیند: {shown}.',
  },
  prices_there: {
    level: 'ok',
    en: '{priced} of {variants} variants have a price at {level}.',
    fa: 'تعداد {priced} از {variants} تنوع در {level} قیمت دارند.',
  },
  prices_missing: {
    level: 'warning',
    en: '{zero} of {variants} variants ({percent} %) have no price at {level} and are not shown. Enter the prices in the desktop program or choose another level by PRICE_LEVEL.',
    fa: 'تعداد {zero} از {variants} تنوع ({percent}٪) در {level} قیمت ندارند و نشان داده نمی‌شوند. قیمت‌ها را در نرم‌افزار محک وارد کنید یا با PRICE_LEVEL سطح دیگری برگزینید.',
  },
  prices_none: {
    level: 'error',
    en: 'No variant has a price at {level}, so the shop stays empty. Enter the prices in the desktop program or choose another level by PRICE_LEVEL.',
    fa: 'هیچ تنوعی در {level} قیمت ندارد و فروشگاه خالی می‌ماند. قیمت‌ها را در نرم‌افزار محک وارد کنید یا با PRICE_LEVEL سطح دیگری برگزینید.',
  },
  price_level_better: {
    level: 'warning',
    en: 'At {level} {priced} of {variants} variants have a price. If that is the price of the web shop, set PRICE_LEVEL={number}',
    fa: 'در {level} تعداد {priced} از {variants} تنوع قیمت دارند. اگر قیمت فروشگاه اینترنتی همان است بنویسید PRICE_LEVEL={number}',
  },
  prices_like_toman: {
    level: 'warning',
    en: 'Half of the prices are below {median} Rial, which is very little. If the books are kept in Toman, set BOOKS_CURRENCY=toman',
    fa: 'نیمی از قیمت‌ها کمتر از {median} ریال است که بسیار کم است. اگر دفترها به تومان است بنویسید BOOKS_CURRENCY=toman',
  },
  prices_like_rial: {
    level: 'warning',
    en: 'Half of the prices are above {median} Rial, which is very much. If the books are kept in Rial, set BOOKS_CURRENCY=rial',
    fa: 'نیمی از قیمت‌ها بیش از {median} ریال است که بسیار زیاد است. اگر دفترها به ریال است بنویسید BOOKS_CURRENCY=rial',
  },
  stock_there: {
    level: 'ok',
    en: 'All {variants} variants have a stock row.',
    fa: 'هر {variants} تنوع ردیف موجودی دارند.',
  },
  stock_missing: {
    level: 'warning',
    en: '{missing} of {variants} variants have no stock row in any store and cannot be bought. Send the stock in the desktop program.',
    fa: 'تعداد {missing} از {variants} تنوع در هیچ انباری ردیف موجودی ندارند و خریدنی نیستند. در نرم‌افزار محک موجودی را بفرستید.',
  },
  picture_loads: {
    level: 'ok',
    en: 'A picture was downloaded ({kilobytes} kB).',
    fa: 'یک عکس دریافت شد ({kilobytes} کیلوبایت).',
  },
  picture_fails: {
    level: 'warning',
    en: 'A picture could not be downloaded ({message}). The shop works without, but check that the firewall lets pictures through.',
    fa: 'دریافت یک عکس نشد ({message}). فروشگاه بدون عکس کار می‌کند ولی بررسی کنید که فایروال راه عکس‌ها را نبسته باشد.',
  },
  pictures_none: {
    level: 'warning',
    en: 'The visitor sees no picture, so goods are shown without. Add pictures to the goods in the desktop program and send them.',
    fa: 'ویزیتور هیچ عکسی نمی‌بیند و کالاها بدون عکس نشان داده می‌شوند. در نرم‌افزار محک به کالاها عکس بدهید و بفرستید.',
  },
} as const satisfies Wordings
