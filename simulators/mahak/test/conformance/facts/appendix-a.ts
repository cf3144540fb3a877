import type { Fact } from '../support/facts.ts'

interface Entity {
  /** Key in GetAllData's answer. */
  list: string
  certainty: Fact['certainty']
  /** Members whose order is known; those after `|` come after the common ones. */
  ordered?: string
  /** Members whose place in the row is not known. */
  others?: string
}

/**
 * Appendix A. Types: i int32, I int64, d double, s text, b bool, t date-time; `+` marks what is on the wire and not in
 * Swagger. The first member is the row's id.
 */
export const APPENDIX_A: readonly Entity[] = [
  {
    list: 'Banks',
    certainty: '[SW] [OFF]',
    ordered:
      'BankId i, BankClientId I, BankCode i, Name s, BankName s, Branch s, AccountNumber s, CardNumber s, Shaba s, Description s',
    others: 'BankGroupId i, BankGroupClientId I, BankGroupCode i',
  },
  {
    list: 'BankGroups',
    certainty: '[SW]',
    others: 'BankGroupId i, BankGroupClientId I, BankGroupCode i, Name s, Comment s',
  },
  {
    list: 'Currencies',
    certainty: '[SW]',
    others:
      'CurrencyId i, CurrencyClientId I, CurrencyCode i, Name s, Country s, Amount d, Comment s, Symbol s, IsBase b, SmallerUnit s, CurrencyTIN s',
  },
  {
    list: 'Checklists',
    certainty: '[SW]',
    others:
      'ChecklistId i, ChecklistClientId I, ChecklistCode i, VisitorId i, Status i, Type i, PersonId i, Description s, Date t, Priority i, PersonClientId I, PersonCode i',
  },
  {
    list: 'Cheques',
    certainty: '[SW] [OFF]',
    ordered:
      'ChequeId i, ChequeClientId I, ChequeCode i, ReceiptId i, BankId i, Number s, BankName s, Branch s, Amount d, Date t, Type i, Description s | ReceiptClientId I, ReceiptCode i, BankClientId I, BankCode i',
  },
  {
    list: 'Cashes',
    certainty: '[SW] [OFF]',
    ordered:
      'CashId i, CashClientId I, CashCode i, Name s, Mogodi d, AvalDore d, CurrCode i, CurrRate d, Description s',
    others: 'VoucherCode i, DetailUniqueCode i',
  },
  {
    list: 'ExpenseGroups',
    certainty: '[SW]',
    others: 'ExpenseGroupId i, ExpenseGroupClientId I, ExpenseGroupCode i, Name s, Comment s',
  },
  {
    list: 'Orders',
    certainty: '[SW] [OFF]',
    ordered:
      'OrderId i, OrderClientId I, OrderCode i, PersonId i, VisitorId i, ReceiptId i, OrderType i, OrderDate t, DeliveryDate t, Discount d, DiscountType i, SendCost d, OtherCost d, SettlementType i, Immediate b, ReturnReasonId i, Description s, ExpenseId i, ProjectId i, Latitude d, Longitude d, ShippingAddress s, CarrierType i, CarrierID I, DriverCurrencyType i, CarryingAsExpense b, ReferenceOrderId i+, InvoiceTemplate s+ | PersonClientId I, PersonCode i, VisitorClientId I+, VisitorCode i+, ReceiptClientId I, ReceiptCode i',
    others:
      'FiscalYear i, PaymentId i, ExtraItems s, PaymentClientId I, PaymentCode i, UserCode i+, UserName s+, CottageNumber s+, CottageDate t+, CurrencyId i+, CurrExchangeRate d+',
  },
  {
    list: 'OrderDetails',
    certainty: '[SW] [OFF]',
    ordered:
      'OrderDetailId i, OrderDetailClientId I, ItemType i, OrderId i, ProductDetailId i, IncomeId i, Price d, Count1 d, Count2 d, PromotionCode i, Gift i, Description s, Discount d, DiscountType i, TaxPercent d, ChargePercent d, StoreId i, Width d, Height d, ItemCount i, RowId i | OrderClientId I, OrderCode i, ProductDetailClientId I, ProductDetailCode i',
    others: 'ExpenseId i, Weight d+, UnitPrice d+',
  },
  {
    list: 'PersonGroups',
    certainty: '[SW] [OFF]',
    ordered:
      'PersonGroupId i, PersonGroupClientId I, PersonGroupCode i, Name s, Color s, Icon s, DiscountPercent d, SellPriceLevel i',
  },
  {
    list: 'People',
    certainty: '[SW] [CAP]',
    ordered:
      'PersonId i, PersonClientId I, PersonCode i, PersonGroupId i, PersonType i, Prifix s, FirstName s, LastName s, Organization s, Gender i, NationalCode s, Credit d, Balance d, Email s, UserName s, Password s, DiscountPercent d, SellPriceLevel i, State s, City s, CityCode i, Zone s, Address s, Latitude d, Longitude d, Phone s, Mobile s, Fax s, Description s, FinanceTaxPayerType i, EconomicNo s, PostalCode s, BirthDate t | PersonGroupClientId I, PersonGroupCode i',
    others: 'BranchCode s',
  },
  {
    list: 'PersonAddresses',
    certainty: '[SW] [OFF]',
    ordered:
      'PersonAddressId i, PersonAddressClientId I, PersonAddressCode i, PersonId i, Title s, Description s, Address s, PostalCode s, Tel s, Mobile s, CityId i, Latitude d, Longitude d, IsDefault b, PersonClientId I, PersonCode i',
  },
  {
    list: 'Pictures',
    certainty: '[SW] [OFF]',
    ordered:
      'PictureId i, PictureClientId I, PictureCode i, ItemId i+, ItemType i+, FileName s, DisplayOrder i, Title s, Url s, FileSize i, Width i, Height i, Format s, PictureHash s+ | VisitorId i+',
  },
  {
    list: 'PhotoGalleries',
    certainty: '[SW] [OFF]',
    ordered: 'PhotoGalleryId i, PictureId i, EntityType i, ItemCode i, ItemType i',
  },
  {
    list: 'Products',
    certainty: '[SW] [CAP]',
    ordered:
      'ProductId i, ProductClientId I, ProductCode i, ProductCategoryId i, Name s, UnitName s, UnitName2 s, UnitCode i, UnitCode2 i, Tags s, UnitRatio d, Min d, TaxPercent d, ChargePercent d, Width d, Height d, Length d, Weight d, Type i, Description s, ProductTIN s, UnitTIN s | ProductCategoryClientId I, ProductCategoryCode i',
  },
  {
    list: 'ProductCategories',
    certainty: '[SW] [OFF]',
    ordered: 'ProductCategoryId i, ProductCategoryClientId I, ProductCategoryCode i, Name s, Color s, Icon s',
  },
  {
    list: 'ProductDetails',
    certainty: '[SW] [CAP]',
    ordered:
      'ProductDetailId i, ProductDetailClientId I, ProductDetailCode i, ProductId i, Properties s, Properties2 s, Count1 d+, Count2 d+, Barcode s, Price1 d, Price2 d, Price3 d, Price4 d, Price5 d, Price6 d, Price7 d, Price8 d, Price9 d, Price10 d, Discount d, Discount1 d, Discount2 d, Discount3 d, Discount4 d, DefaultDiscountLevel i, DiscountType i, DefaultSellPriceLevel i, CustomerPrice d, Serials s, DefaultConsumerPriceLevel i+, ConsumerPrice1 d+, ConsumerPrice2 d+, ConsumerPrice3 d+, ConsumerPrice4 d+, ConsumerPrice5 d+, ConsumerPrice6 d+, ConsumerPrice7 d+, ConsumerPrice8 d+, ConsumerPrice9 d+, ConsumerPrice10 d+ | ProductClientId I, ProductCode i',
  },
  {
    list: 'ProductProperties',
    certainty: '[SW]',
    others: 'ProductPropertyId i, ProductId i, PropertyDescriptionId i, ProductClientId I, ProductCode i',
  },
  {
    list: 'PropertyDescriptions',
    certainty: '[SW] [OFF]',
    ordered:
      'PropertyDescriptionId i, PropertyDescriptionClientId I, PropertyDescriptionCode i, Name s, Title s, EmptyTitle s, DataType i, DisplayType i, Description s',
  },
  {
    list: 'PropertyDescriptionValues',
    certainty: '[SW]',
    others:
      'PropertyDescriptionValueId i, PropertyDescriptionValueClientId I, PropertyDescriptionValueCode i, PropertyDescriptionCode i, Row i, Value s',
  },
  {
    list: 'ProductDetailStoreAssets',
    certainty: '[SW] [OFF]',
    ordered: 'ProductDetailStoreAssetId i, ProductDetailId i, StoreId i, Count1 d, Count2 d',
  },
  {
    list: 'Receipts',
    certainty: '[SW] [OFF]',
    ordered:
      'ReceiptId i, ReceiptClientId I, ReceiptCode i, PersonId i, VisitorId i, CashAmount d, CashCode i, Description s, Date t, TrackingCode s+, ProjectId i, OrderId i, OrderType i | OrderClientId I, OrderCode i',
  },
  {
    list: 'Transactions',
    certainty: '[SW]',
    others:
      'TransactionId i, TransactionClientId I, TransactionCode i, PersonId i, Type i, DebtAmount d, CreditAmount d, Balance d, Status i, Description s, Row i, Date t',
  },
  {
    list: 'Visitors',
    certainty: '[SW] [OFF]',
    ordered:
      'VisitorId i, VisitorClientId I, VisitorCode i, Name s, Username s, Password s, Mobile s+, PersonCode i+, StoreCode i+, CashCode i+, BankCode i+, SellPriceLevel i+, SelectedPriceLevels s+, HasPriceAccess b+, HasRadara b+, ChequeCredit d+, TotalCredit d+, VisitorType i, IsActive b, DeviceId s+, Color s+',
    others: 'ExtraInfo s, HasPriceLevelAccess b+',
  },
  {
    list: 'VisitorCashes',
    certainty: '[SW]',
    others: 'VisitorCashId i, CashId i, VisitorId i, CashClientId I, CashCode i, VisitorClientId I, VisitorCode i',
  },
  {
    list: 'VisitorBanks',
    certainty: '[SW]',
    others: 'VisitorBankId i, BankId i, VisitorId i, BankClientId I, BankCode i, VisitorClientId I, VisitorCode i',
  },
  {
    list: 'VisitorIncomes',
    certainty: '[SW]',
    others:
      'VisitorIncomeId i, IncomeId i, VisitorId i, IncomeClientId I, IncomeCode i, VisitorClientId I, VisitorCode i',
  },
  {
    list: 'VisitorExpenses',
    certainty: '[SW]',
    others:
      'VisitorExpenseId i, ExpenseId i, VisitorId i, ExpenseClientId I, ExpenseCode i, VisitorClientId I, VisitorCode i',
  },
  {
    list: 'VisitorPeople',
    certainty: '[SW] [OFF]',
    ordered:
      'VisitorPersonId i, PersonId i, VisitorId i | PersonClientId I, PersonCode i, VisitorClientId I, VisitorCode i',
  },
  {
    list: 'VisitorLocations',
    certainty: '[SW]',
    others: 'VisitorLocationId i, VisitorId i, Latitude d, Longitude d',
  },
  {
    list: 'VisitorProducts',
    certainty: '[SW] [OFF]',
    ordered:
      'VisitorProductId i, ProductDetailId i, VisitorId i, Count1 d, Count2 d, Price d, Serials s | ProductDetailClientId I, ProductDetailCode i, VisitorClientId I, VisitorCode i',
    others: 'Description s+',
  },
  {
    list: 'Promotions',
    certainty: '[SW]',
    others: 'PromotionId i, PromotionClientId I, PromotionCode i, Visitors s, Stores s, OtherFields s',
  },
  {
    list: 'PromotionDetails',
    certainty: '[SW]',
    others:
      'PromotionDetailId i, PromotionDetailClientId I, PromotionDetailCode i, PromotionId i, OtherFields s, PromotionClientId I, PromotionCode i',
  },
  {
    list: 'PromotionEntities',
    certainty: '[SW] [CAP]',
    others:
      'PromotionEntityId i, PromotionEntityCode i, PromotionId i, PromotionEntityClientId I, OtherFields s, PromotionClientId I+, PromotionCode i+',
  },
  {
    list: 'ReturnReasons',
    certainty: '[SW]',
    others: 'ReturnReasonId i, ReturnReasonClientId I, ReturnReasonCode i, Type i, Name s, Description s',
  },
  {
    list: 'TransferAccounts',
    certainty: '[SW]',
    others:
      'TransferAccountId i, TransferAccountClientId I, TransferAccountCode i, Date t, Type i, ReceiverId i, PayerType i, PayerId i, Price d, VisitorId i, ProjectId i, Description s',
  },
  {
    list: 'TransferStores',
    certainty: '[SW]',
    others:
      'TransferStoreId i, TransferStoreClientId I, TransferStoreCode i, SenderVisitorId i, ReceiverVisitorId i, SenderStoreCode i, ReceiverStoreCode i, Date t, IsAccepted i, Description s',
  },
  {
    list: 'TransferStoreDetails',
    certainty: '[SW]',
    others:
      'TransferStoreDetailId i, TransferStoreId i, TransferStoreDetailClientId I, ProductDetailId i, Count1 d, Count2 d, Description s',
  },
  {
    list: 'Incomes',
    certainty: '[SW]',
    others:
      'IncomeId i, IncomeClientId I, IncomeCode i, Name s, IncomeGroupId i, Amount d, DetailUniqueCode i, DefaultCost d, Comment s, IncomeGroupClientId I, IncomeGroupCode i',
  },
  {
    list: 'Expenses',
    certainty: '[SW]',
    others:
      'ExpenseId i, ExpenseClientId I, ExpenseCode i, Name s, ExpenseGroupId i, Amount d, DetailUniqueCode i, DefaultCost d, Comment s, ExpenseGroupClientId I, ExpenseGroupCode i',
  },
  {
    list: 'IncomeGroups',
    certainty: '[SW]',
    others: 'IncomeGroupId i, IncomeGroupClientId I, IncomeGroupCode i, Name s, Comment s',
  },
  {
    list: 'CostLevelNames',
    certainty: '[SW]',
    others: 'CostLevelNameId i, CostLevelNameClientId I, CostLevelNameCode i, Name s',
  },
  {
    list: 'NotRegisters',
    certainty: '[SW]',
    others:
      'NotRegisterId i, NotRegisterClientId I, NotRegisterCode i, PersonId i, VisitorId i, Date t, ReasonCode i, Description s, PersonClientId I, PersonCode i',
  },
  {
    list: 'Projects',
    certainty: '[SW]',
    others:
      'ProjectId i, ProjectClientId I, ProjectCode i, Title s, Tafsili i, ParentCode i, LevelCode i, Comment s, ProjectCrn s',
  },
  {
    list: 'Stores',
    certainty: '[SW] [OFF]',
    ordered: 'StoreId i, StoreClientId I, StoreCode i, Name s, Stock d, Comment s',
  },
  {
    list: 'Settings',
    certainty: '[SW] [CAP]',
    ordered: 'SettingId i, SettingCode i, SettingClientId I, VisitorId i, Value s | VisitorClientId I+, VisitorCode i+',
  },
  {
    list: 'ExtraDatas',
    certainty: '[SW] [OFF]',
    ordered: 'ExtraDataId i, ItemType i, ItemId i, Data s',
  },
  {
    list: 'Regions',
    certainty: '[SW] [OFF]',
    ordered: 'CityID i, CityName s, ProvinceID i, ProvinceName s',
    others: 'MapCode s+',
  },
  {
    list: 'MissionDetails',
    certainty: '[SW]',
    others:
      'MissionDetailId i, AccountId i, DatabaseId i, MissionDetailCode i, MissionDetailClientId I, Status i, Priority i, Date t, Type i, PersonId i, PersonAddressId i, Description s, ActivityID s, MissionId i, PersonClientId I, PersonCode i, MissionClientId I, MissionCode i',
  },
  {
    list: 'Missions',
    certainty: '[SW]',
    others:
      'MissionId i, DatabaseId i, MissionCode i, AccountId i, MissionClientId I, StatusAdmin i, Date t, StatusDate t, Description s',
  },
  {
    list: 'Units',
    certainty: '[SW]',
    others: 'UnitId i, UnitCode i, UnitClientId I, Name s, Comment s, UnitTIN s',
  },
  {
    list: 'OrderTaxStatuses',
    certainty: '[SW]',
    others:
      'OrderTaxStatusId i, TaxId s, OperationDate t, RefrenceNumber s, Status s, ResultMessage s, RetryCount i, OrderId i, VisitorId i, Uid s, ErrorCode i, ErrorDetail s, StatusCode i',
  },
  {
    list: 'companies',
    certainty: '[SW]',
    others:
      'CompanyInfoId i, Name s, FiscalYear s, Tel1 s, Tel2 s, Address s, FiscalYearStartDate s, FiscalYearEndDate s, EconomicNo s, RegisterationNumber s, PostalCode s, JobDescription s, NationalID s',
  },
  {
    list: 'Payments',
    certainty: '[SW]',
    others:
      'PaymentId i, PaymentClientId I, PaymentCode i, PersonId i, VisitorId i, CashAmount d, CashCode i, Description s, Date t, ProjectId i, OrderId i, OrderClientId I, OrderCode i',
  },
  {
    list: 'PaymentCheques',
    certainty: '[SW]',
    others:
      'PaymentChequeId i, PaymentChequeClientId I, PaymentChequeCode i, PaymentId i, BankId i, Number s, BankName s, Branch s, Amount d, AccountNumber s, Date t, Type i, Description s, PaymentClientId I, PaymentCode i, BankClientId I, BankCode i',
  },
  {
    list: 'Mahakpays',
    certainty: '[SW]',
    others:
      'MahakPayId i, MahakPayClientId I, MahakPayCode i, IsActive b, PacakgeNo i, ApiKey s, GetwayType i, BankId i',
  },
  {
    list: 'TaxOrderReceipts',
    certainty: '[SW]',
    others:
      'TaxOrderReceiptId i, TaxOrderReceiptClientId I, TaxOrderReceiptCode i, OrderId i, ErrorDetail s, Status s, Amount d, OperationType i, OperationDate t',
  },
]
