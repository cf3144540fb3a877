import { CREDENTIAL_FIELDS, type EntityName, entities, entityNames } from '@hybrid-store/mahak-client'

/**
 * Texts of rows that a capture shows; what is not listed here, and every member no edition of the API names, is hidden. They
 * speak of goods, places and terms, never of people.
 */
const SHOWN_TEXTS: Partial<Record<EntityName, string>> = {
  Products: 'Name UnitName UnitName2 Tags Description ProductTIN UnitTIN',
  ProductDetails: 'Properties Properties2 Barcode Serials',
  ProductCategories: 'Name Color Icon',
  PropertyDescriptions: 'Name Title EmptyTitle Description',
  PropertyDescriptionValues: 'Value',
  Stores: 'Name Comment',
  Units: 'Name Comment UnitTIN',
  // File names and titles could be those of people's photos.
  Pictures: 'Url Format PictureHash',
  CostLevelNames: 'Name',
  PersonGroups: 'Name Color Icon',
  Regions: 'CityName ProvinceName MapCode',
  Visitors: 'Color SelectedPriceLevels',
  Banks: 'Name',
  BankGroups: 'Name',
  Cashes: 'Name',
  Currencies: 'Name Country Symbol SmallerUnit CurrencyTIN',
  ExpenseGroups: 'Name',
  IncomeGroups: 'Name',
  ReturnReasons: 'Name',
  Settings: 'Value',
  OrderTaxStatuses: 'Status ResultMessage',
  TaxOrderReceipts: 'Status',
}

/** Texts outside of rows: of logins, results and refusals. */
const SHOWN_OUTSIDE =
  'Message Error Property ServerTime EntityName Language AppId ClientVersion FileUrl FileHash DataHash'

/** Figures and dates that speak of a person or of where somebody is, in whatever list. */
const HIDDEN_FIGURES = setOf(
  'BirthDate Credit Balance ChequeCredit TotalCredit DebtAmount CreditAmount Latitude Longitude Gender',
)

/** Never shown, not even as a pseudonym. */
const SECRETS = new Set([...CREDENTIAL_FIELDS, ...setOf('UserToken Token Authorization')])

const shownIn = new Map(entityNames.map((name) => [name, setOf(`${SHOWN_TEXTS[name] ?? ''} DataHash`)]))
const shownOutside = setOf(SHOWN_OUTSIDE)

/** The kind of each field by its name in lower case; for each entity and for all together, where text wins. */
const kindsIn = new Map(entityNames.map((name) => [name, lowerCaseKinds([...entities[name].fields])]))
const textAnywhere = new Set(
  [...kindsIn.values()].flatMap((kinds) => [...kinds].flatMap(([field, kind]) => (kind === 's' ? [field] : []))),
)

// A figure or a date, also one in quotes.
const FIGURE = /^[-+\d.:/TZE ]*$/i

export type Treatment = 'shown' | 'pseudonym' | 'secret'

/** How a capture treats a value by the list it stands in, null outside of rows, and the name of its field in any case. */
export function treatmentOf(list: EntityName | null, name: string, value: string | number): Treatment {
  const field = name.toLowerCase()
  if (SECRETS.has(field)) return 'secret'
  if (HIDDEN_FIGURES.has(field)) return 'pseudonym'
  if ((list ? shownIn.get(list) : shownOutside)?.has(field)) return 'shown'
  return isPlainFigure(list, field, value) ? 'shown' : 'pseudonym'
}

function isPlainFigure(list: EntityName | null, field: string, value: string | number): boolean {
  if (!list) return typeof value === 'number' && !textAnywhere.has(field)
  const kind = kindsIn.get(list)?.get(field)
  return kind !== undefined && kind !== 's' && FIGURE.test(String(value))
}

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.toLowerCase().split(' ').filter(Boolean))
}

function lowerCaseKinds(fields: readonly [string, string][]): ReadonlyMap<string, string> {
  return new Map(fields.map(([name, kind]) => [name.toLowerCase(), kind]))
}
