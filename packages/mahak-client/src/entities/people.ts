import { defineEntity } from './define-entity.ts'

/** Customers, visitors (the clients of Mahak, a web shop is one) and what each visitor may see. */
export const people = {
  People: defineEntity(
    'Person',
    `PersonId i, PersonClientId I, BranchCode s, PersonCode i, PersonGroupId i, PersonType i, Prifix s, FirstName s,
      LastName s, Organization s, Gender i, NationalCode s, Credit d, Balance d, Email s, UserName s, Password s,
      DiscountPercent d, SellPriceLevel i, State s, City s, CityCode i, Zone s, Address s, Latitude d, Longitude d,
      Phone s, Mobile s, Fax s, Description s, FinanceTaxPayerType i, EconomicNo s, PostalCode s, BirthDate t,
      PersonGroupClientId I, PersonGroupCode i`,
  ),
  PersonGroups: defineEntity(
    'PersonGroup',
    `PersonGroupId i, PersonGroupClientId I, PersonGroupCode i, Name s, Color s, Icon s, DiscountPercent d,
      SellPriceLevel i`,
  ),
  PersonAddresses: defineEntity(
    'PersonAddress',
    `PersonAddressId i, PersonAddressClientId I, PersonAddressCode i, PersonId i, Title s, Description s, Address s,
      PostalCode s, Tel s, Mobile s, CityId i, Latitude d, Longitude d, IsDefault b, PersonClientId I, PersonCode i`,
  ),
  Regions: defineEntity('Region', 'CityID i, CityName s, ProvinceID i, ProvinceName s, MapCode s', 'CityID'),
  Visitors: defineEntity(
    'Visitor',
    `VisitorId i, VisitorClientId I, VisitorCode i, Name s, ExtraInfo s, Username s, Password s, VisitorType i,
      IsActive b, Mobile s, PersonCode i, DeviceId s, Color s, StoreCode i, CashCode i, BankCode i, SellPriceLevel i,
      SelectedPriceLevels s, HasPriceAccess b, HasPriceLevelAccess b, HasRadara b, ChequeCredit d, TotalCredit d`,
  ),
  VisitorPeople: defineEntity(
    'VisitorPerson',
    `VisitorPersonId i, PersonId i, VisitorId i, PersonClientId I, PersonCode i, VisitorClientId I, VisitorCode i`,
  ),
  VisitorProducts: defineEntity(
    'VisitorProduct',
    `VisitorProductId i, ProductDetailId i, VisitorId i, Count1 d, Count2 d, Price d, Serials s,
      ProductDetailClientId I, ProductDetailCode i, VisitorClientId I, VisitorCode i, Description s`,
  ),
  VisitorBanks: defineEntity(
    'VisitorBank',
    `VisitorBankId i, BankId i, VisitorId i, BankClientId I, BankCode i, VisitorClientId I, VisitorCode i`,
  ),
  VisitorCashes: defineEntity(
    'VisitorCash',
    `VisitorCashId i, CashId i, VisitorId i, CashClientId I, CashCode i, VisitorClientId I, VisitorCode i`,
  ),
  VisitorIncomes: defineEntity(
    'VisitorIncome',
    `VisitorIncomeId i, IncomeId i, VisitorId i, IncomeClientId I, IncomeCode i, VisitorClientId I, VisitorCode i`,
  ),
  VisitorExpenses: defineEntity(
    'VisitorExpense',
    `VisitorExpenseId i, ExpenseId i, VisitorId i, ExpenseClientId I, ExpenseCode i, VisitorClientId I,
      VisitorCode i`,
  ),
  VisitorLocations: defineEntity('VisitorLocation', 'VisitorLocationId i, VisitorId i, Latitude d, Longitude d'),
}
