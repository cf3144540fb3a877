import type { Wordings } from './wording.ts'

export const CONNECTION_WORDING = {
  mahak_answers: {
    level: 'ok',
    en: 'Mahak answers at {host} after {ms} ms.',
    fa: 'محک در نشانی {host} پس از {ms} میلی‌ثانیه پاسخ می‌دهد.',
  },
  host_unknown: {
    level: 'error',
    en: 'There is no computer called {host}. Check the spelling in MAHAK_BASE_URL, and that this computer has internet access and a working DNS.',
    fa: 'رایانه‌ای با نام {host} پیدا نشد. املای MAHAK_BASE_URL و اتصال اینترنت و DNS این رایانه را بررسی کنید.',
  },
  connection_refused: {
    level: 'error',
    en: '{host} refuses the connection: nothing listens there. Check host and port in MAHAK_BASE_URL, then the firewall.',
    fa: 'اتصال از سوی {host} رد شد: آن‌جا برنامه‌ای گوش نمی‌دهد. میزبان و درگاه را در MAHAK_BASE_URL و سپس فایروال را بررسی کنید.',
  },
  connection_timeout: {
    level: 'error',
    en: '{host} did not answer within {seconds} s. Check the internet connection, the firewall and whether this server may reach Mahak from where it stands (servers abroad are often blocked).',
    fa: 'پاسخی از {host} در {seconds} ثانیه نرسید. اتصال اینترنت، فایروال و این را بررسی کنید که سرور از جای خود به محک دسترسی دارد (سرورهای خارج از ایران اغلب بسته‌اند).',
  },
  connection_cut: {
    level: 'error',
    en: '{host} cuts the connection. A firewall, a filter or a proxy stands in between, or the port in MAHAK_BASE_URL is of another service.',
    fa: 'اتصال از سوی {host} بریده می‌شود. فایروال، فیلتر یا پروکسی در میان است، یا درگاه MAHAK_BASE_URL از آنِ سرویس دیگری است.',
  },
  network_unreachable: {
    level: 'error',
    en: 'There is no way to {host} from here. Check the internet connection of this computer.',
    fa: 'از این‌جا راهی به {host} نیست. اتصال اینترنت این رایانه را بررسی کنید.',
  },
  certificate_dates: {
    level: 'error',
    en: 'The certificate of {host} is not valid now. First set the clock of this computer right; if it is right, tell Mahak.',
    fa: 'گواهی {host} اکنون معتبر نیست. نخست ساعت این رایانه را درست کنید؛ اگر درست است به محک خبر دهید.',
  },
  certificate_untrusted: {
    level: 'error',
    en: 'The certificate of {host} comes from an authority unknown here. An antivirus, proxy or filter may be reading along: except this address from it. Do not switch the check off.',
    fa: 'صادرکنندهٔ گواهی {host} این‌جا شناخته نیست. شاید آنتی‌ویروس، پروکسی یا فیلتر در میان است: این نشانی را در آن مستثنا کنید. بررسی گواهی را خاموش نکنید.',
  },
  certificate_of_other_host: {
    level: 'error',
    en: 'The certificate at {host} belongs to another host. Check the host in MAHAK_BASE_URL, and whether a proxy or filter answers in its place.',
    fa: 'گواهی در {host} از آنِ میزبان دیگری است. میزبان را در MAHAK_BASE_URL و این را که پروکسی یا فیلتری به جایش پاسخ ندهد بررسی کنید.',
  },
  not_tls: {
    level: 'error',
    en: '{host} does not speak https at this port. Check the port in MAHAK_BASE_URL.',
    fa: 'میزبان {host} در این درگاه https ندارد. درگاه را در MAHAK_BASE_URL بررسی کنید.',
  },
  connection_failed: {
    level: 'error',
    en: 'No connection to {host} ({reason}). Check the internet connection and the firewall.',
    fa: 'اتصال به {host} برقرار نشد ({reason}). اتصال اینترنت و فایروال را بررسی کنید.',
  },
  web_page: {
    level: 'error',
    en: 'At {host} a web page answers («{title}», status {status}), not the API of Mahak. Check MAHAK_BASE_URL; if it is right, a proxy, a filter or the login page of the network answers in its place.',
    fa: 'در نشانی {host} صفحهٔ وب پاسخ می‌دهد («{title}»، وضعیت {status}) نه API محک. MAHAK_BASE_URL را بررسی کنید؛ اگر درست است پروکسی، فیلتر یا صفحهٔ ورود شبکه به جای آن پاسخ می‌دهد.',
  },
  redirected: {
    level: 'error',
    en: '{host} refers to {target} (status {status}), which the store never follows. Write the right address to MAHAK_BASE_URL.',
    fa: 'میزبان {host} به {target} ارجاع می‌دهد (وضعیت {status}) و فروشگاه ارجاع را دنبال نمی‌کند. نشانی درست را در MAHAK_BASE_URL بنویسید.',
  },
  path_not_found: {
    level: 'error',
    en: '{host} answers, but has nothing at {path} (status {status}). Check the path in MAHAK_BASE_URL; it ends with /API/v3',
    fa: 'میزبان {host} پاسخ می‌دهد ولی در {path} چیزی ندارد (وضعیت {status}). مسیر را در MAHAK_BASE_URL بررسی کنید؛ پایانش /API/v3 است.',
  },
  forbidden: {
    level: 'error',
    en: '{host} turns this computer away (status 403). A filter stands in between, or servers of this country or network are not let in: ask Mahak.',
    fa: 'میزبان {host} این رایانه را نمی‌پذیرد (وضعیت ۴۰۳). فیلتری در میان است یا سرورهای این کشور یا شبکه پذیرفته نمی‌شوند: از محک بپرسید.',
  },
  proxy_login: {
    level: 'error',
    en: 'A proxy on the way to {host} wants a login of its own (status 407). Let the store go to Mahak without it.',
    fa: 'پروکسی در راه {host} ورود جداگانه می‌خواهد (وضعیت ۴۰۷). راه فروشگاه به محک را بدون آن باز کنید.',
  },
  mahak_down: {
    level: 'error',
    en: '{host} is out of order at the moment (status {status}). Try again in some minutes; if it stays so, ask Mahak.',
    fa: 'میزبان {host} اکنون از کار افتاده است (وضعیت {status}). چند دقیقهٔ دیگر دوباره بیازمایید؛ اگر ماند از محک بپرسید.',
  },
  too_many_calls: {
    level: 'error',
    en: '{host} wants fewer calls (status 429). Wait some minutes; several programs may be using the same visitor.',
    fa: 'میزبان {host} درخواست کمتر می‌خواهد (وضعیت ۴۲۹). چند دقیقه صبر کنید؛ شاید چند برنامه از یک ویزیتور استفاده می‌کنند.',
  },
  not_json: {
    level: 'error',
    en: '{host} answers with something else than the API of Mahak (status {status}). Check MAHAK_BASE_URL.',
    fa: 'میزبان {host} چیزی جز پاسخ API محک می‌دهد (وضعیت {status}). MAHAK_BASE_URL را بررسی کنید.',
  },
  other_service: {
    level: 'error',
    en: 'At {host} another service answers, not Mahak (status {status}). Check MAHAK_BASE_URL; for Mahak it is https://mahakacc.mahaksoft.com/API/v3',
    fa: 'در نشانی {host} سرویس دیگری پاسخ می‌دهد نه محک (وضعیت {status}). MAHAK_BASE_URL را بررسی کنید؛ برای محک چنین است: https://mahakacc.mahaksoft.com/API/v3',
  },
} as const satisfies Wordings
