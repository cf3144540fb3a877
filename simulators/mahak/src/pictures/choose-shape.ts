import { foldPersian } from '@hybrid-store/kernel'
import type { Shape } from './paint.ts'
import { dropper, jar, notebook, parcel, pens, perfume, tube } from './shapes/care.ts'
import { babySuit, bag, manto, scarf, shirt, shoe, trousers, tshirt, watch } from './shapes/clothing.ts'
import { charger, earbuds, headphones, keyboard, mouse, phone, powerBank } from './shapes/digital.ts'
import { bedding, bulb, cactus, lamp, plant, rug, towel } from './shapes/home.ts'
import { bowl, flask, knife, mug, pan, plate, pot, spoons, teapot } from './shapes/kitchen.ts'

/** The first word that occurs decides; narrow words stand before wide ones. */
const SHAPES: readonly (readonly [words: string, shape: Shape])[] = [
  ['سرهمی|نوزاد|کودک|بچگانه|دخترانه', babySuit],
  ['تی شرت|پولوشرت|شلوارک', tshirt],
  ['شلوار', trousers],
  ['مانتو|تونیک', manto],
  ['پیراهن', shirt],
  ['کفش|کتانی', shoe],
  ['کیف|کوله', bag],
  ['شال|روسری', scarf],
  ['ساعت', watch],
  ['روتختی|ملحفه|لحاف|پتو', bedding],
  ['حوله', towel],
  ['لامپ', bulb],
  ['اباژور|لوستر|چراغ', lamp],
  ['گلیم|فرش|قالی|پادری', rug],
  ['کاکتوس', cactus],
  ['گلدان|گیاه', plant],
  ['تابه', pan],
  ['قابلمه|شیرجوش', pot],
  ['کاسه', bowl],
  ['بشقاب|غذاخوری|پیش دستی', plate],
  ['فلاسک|فرنچ', flask],
  ['ماگ|لیوان', mug],
  ['قوری|چای', teapot],
  ['چاقو', knife],
  ['قاشق|کفگیر|رنده|تخته|آشپزخانه', spoons],
  ['هندزفری', earbuds],
  ['هدفون', headphones],
  ['پاوربانک', powerBank],
  ['شارژر|کابل', charger],
  ['قاب|موبایل|محافظ|گوشی', phone],
  ['کیبورد', keyboard],
  ['ماوس', mouse],
  ['سرم', dropper],
  ['افتاب|ژل', tube],
  ['کرم|پوست', jar],
  ['عطر|ادکلن|اسپلش', perfume],
  ['خودنویس|خودکار|مداد', pens],
  ['دفتر|پلنر|کتاب', notebook],
]

const RULES = SHAPES.map(([words, shape]) => [new RegExp(words.split('|').map(foldPersian).join('|')), shape] as const)

/** What to draw for a product: by its name, else by its category, else a parcel. */
export function chooseShape(name: string, category: string): Shape {
  for (const text of [name, category].map(foldPersian)) {
    const rule = RULES.find(([pattern]) => pattern.test(text))
    if (rule) return rule[1]
  }
  return parcel
}
