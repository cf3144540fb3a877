import { defineEntity } from './define-entity.ts'

/** Where money lies and what it is spent on. */
export const money = {
  Banks: defineEntity(
    'Bank',
    `BankId i, BankClientId I, BankGroupId i, BankCode i, Name s, BankName s, Branch s, AccountNumber s,
      CardNumber s, Shaba s, Description s, BankGroupClientId I, BankGroupCode i`,
  ),
  BankGroups: defineEntity('BankGroup', 'BankGroupId i, BankGroupClientId I, BankGroupCode i, Name s, Comment s'),
  Cashes: defineEntity(
    'Cash',
    `CashId i, CashClientId I, CashCode i, Name s, Mogodi d, AvalDore d, VoucherCode i, DetailUniqueCode i,
      CurrCode i, CurrRate d, Description s`,
  ),
  Currencies: defineEntity(
    'Currency',
    `CurrencyId i, CurrencyClientId I, CurrencyCode i, Name s, Country s, Amount d, Comment s, Symbol s, IsBase b,
      SmallerUnit s, CurrencyTIN s`,
  ),
  Expenses: defineEntity(
    'Expense',
    `ExpenseId i, ExpenseClientId I, ExpenseCode i, Name s, ExpenseGroupId i, Amount d, DetailUniqueCode i,
      DefaultCost d, Comment s, ExpenseGroupClientId I, ExpenseGroupCode i`,
  ),
  ExpenseGroups: defineEntity(
    'ExpenseGroup',
    'ExpenseGroupId i, ExpenseGroupClientId I, ExpenseGroupCode i, Name s, Comment s',
  ),
  Incomes: defineEntity(
    'Income',
    `IncomeId i, IncomeClientId I, IncomeCode i, Name s, IncomeGroupId i, Amount d, DetailUniqueCode i,
      DefaultCost d, Comment s, IncomeGroupClientId I, IncomeGroupCode i`,
  ),
  IncomeGroups: defineEntity(
    'IncomeGroup',
    'IncomeGroupId i, IncomeGroupClientId I, IncomeGroupCode i, Name s, Comment s',
  ),
  Projects: defineEntity(
    'Project',
    `ProjectId i, ProjectClientId I, ProjectCode i, Title s, Tafsili i, ParentCode i, LevelCode i, Comment s,
      ProjectCrn s`,
  ),
  MahakPays: defineEntity(
    'MahakPay',
    `MahakPayId i, MahakPayClientId I, MahakPayCode i, IsActive b, PacakgeNo i, ApiKey s, GetwayType i, BankId i`,
  ),
}
