import type { EntitySpec } from './definition.ts'

/**
 * All entities in the order of GetAllData's answer (Mahak API reference §3.2, Appendix A with the "wire+" fields, key
 * order of Appendix B). Types: i int32, I int64, d double, s text, b bool, t date-time. The server's common fields (§4.1)
 * stand at `|`, the parents' client ids and codes after it.
 */
export const APPENDIX: readonly EntitySpec[] = [
  {
    list: 'Banks',
    name: 'Bank',
    firstId: 4001,
    fields:
      'BankId i, BankClientId I, BankCode i, BankGroupId i, Name s, BankName s, Branch s, AccountNumber s, CardNumber s, Shaba s, Description s | BankGroupClientId I, BankGroupCode i',
    scope: 'linked',
  },
  {
    list: 'BankGroups',
    name: 'BankGroup',
    firstId: 2001,
    fields: 'BankGroupId i, BankGroupClientId I, BankGroupCode i, Name s, Comment s',
  },
  {
    list: 'Currencies',
    name: 'Currency',
    firstId: 1501,
    fields:
      'CurrencyId i, CurrencyClientId I, CurrencyCode i, Name s, Country s, Amount d, Comment s, Symbol s, IsBase b, SmallerUnit s, CurrencyTIN s',
  },
  {
    list: 'Checklists',
    name: 'Checklist',
    firstId: 610001,
    fields:
      'ChecklistId i, ChecklistClientId I, ChecklistCode i, VisitorId i, Status i, Type i, PersonId i, Description s, Date t, Priority i | PersonClientId I, PersonCode i',
    scope: 'own',
  },
  {
    list: 'Cheques',
    name: 'Cheque',
    firstId: 99000001,
    fields:
      'ChequeId i, ChequeClientId I, ChequeCode i, ReceiptId i, BankId i, Number s, BankName s, Branch s, Amount d, Date t, Type i, Description s | ReceiptClientId I, ReceiptCode i, BankClientId I, BankCode i',
    parent: 'ReceiptId',
    required: ['ReceiptId'],
    scope: 'child',
  },
  {
    list: 'Cashes',
    name: 'Cash',
    firstId: 3001,
    fields:
      'CashId i, CashClientId I, CashCode i, Name s, Mogodi d, AvalDore d, VoucherCode i, DetailUniqueCode i, CurrCode i, CurrRate d, Description s',
    scope: 'linked',
  },
  {
    list: 'ExpenseGroups',
    name: 'ExpenseGroup',
    firstId: 7001,
    fields: 'ExpenseGroupId i, ExpenseGroupClientId I, ExpenseGroupCode i, Name s, Comment s',
  },
  {
    list: 'Orders',
    name: 'Order',
    firstId: 185700001,
    fields:
      'OrderId i, OrderClientId I, OrderCode i, FiscalYear i, PersonId i, VisitorId i, ReceiptId i, PaymentId i, OrderType i, OrderDate t, DeliveryDate t, Discount d, DiscountType i, SendCost d, OtherCost d, SettlementType i, Immediate b, ReturnReasonId i, Description s, ExpenseId i, ProjectId i, Latitude d, Longitude d, ShippingAddress s, CarrierType i, CarrierID I, DriverCurrencyType i, CarryingAsExpense b, ExtraItems s, ReferenceOrderId i, InvoiceTemplate s, UserCode i, UserName s, CottageNumber s, CottageDate t, CurrencyId i, CurrExchangeRate d | PersonClientId I, PersonCode i, VisitorClientId I, VisitorCode i, ReceiptClientId I, ReceiptCode i, PaymentClientId I, PaymentCode i',
    parent: 'PersonId',
    scope: 'own',
  },
  {
    list: 'OrderDetails',
    name: 'OrderDetail',
    firstId: 812000001,
    fields:
      'OrderDetailId i, OrderDetailClientId I, ItemType i, OrderId i, ProductDetailId i, IncomeId i, ExpenseId i, Price d, UnitPrice d, Count1 d, Count2 d, PromotionCode i, Gift i, Description s, Discount d, DiscountType i, TaxPercent d, ChargePercent d, StoreId i, Width d, Height d, Weight d, ItemCount i, RowId i | OrderClientId I, OrderCode i, ProductDetailClientId I, ProductDetailCode i',
    parent: 'OrderId',
    required: ['OrderId'],
    scope: 'child',
  },
  {
    list: 'PersonGroups',
    name: 'PersonGroup',
    firstId: 98001,
    fields:
      'PersonGroupId i, PersonGroupClientId I, PersonGroupCode i, Name s, Color s, Icon s, DiscountPercent d, SellPriceLevel i',
  },
  {
    list: 'People',
    name: 'Person',
    firstId: 55000001,
    fields:
      'PersonId i, PersonClientId I, BranchCode s, PersonCode i, PersonGroupId i, PersonType i, Prifix s, FirstName s, LastName s, Organization s, Gender i, NationalCode s, Credit d, Balance d, Email s, UserName s, Password s, DiscountPercent d, SellPriceLevel i, State s, City s, CityCode i, Zone s, Address s, Latitude d, Longitude d, Phone s, Mobile s, Fax s, Description s, FinanceTaxPayerType i, EconomicNo s, PostalCode s, BirthDate t | PersonGroupClientId I, PersonGroupCode i',
    parent: 'PersonGroupId',
    search: 'LastName',
    scope: 'linked',
  },
  {
    list: 'PersonAddresses',
    name: 'PersonAddress',
    firstId: 1500001,
    fields:
      'PersonAddressId i, PersonAddressClientId I, PersonAddressCode i, PersonId i, Title s, Description s, Address s, PostalCode s, Tel s, Mobile s, CityId i, Latitude d, Longitude d, IsDefault b, PersonClientId I, PersonCode i',
    parent: 'PersonId',
    required: ['PersonId'],
    scope: 'of-person',
  },
  {
    list: 'Pictures',
    name: 'Picture',
    firstId: 2700001,
    fields:
      'PictureId i, PictureClientId I, PictureCode i, ItemId i, ItemType i, FileName s, DisplayOrder i, Title s, Url s, FileSize i, Width i, Height i, Format s, PictureHash s | VisitorId i',
    parent: 'ItemId',
  },
  {
    list: 'PhotoGalleries',
    name: 'PhotoGallery',
    firstId: 1900001,
    fields: 'PhotoGalleryId i, PictureId i, EntityType i, ItemCode i, ItemType i',
    parent: 'ItemCode',
    naturalKey: ['PictureId', 'EntityType', 'ItemCode'],
  },
  {
    list: 'Products',
    name: 'Product',
    firstId: 8100001,
    fields:
      'ProductId i, ProductClientId I, ProductCode i, ProductCategoryId i, Name s, UnitName s, UnitName2 s, UnitCode i, UnitCode2 i, Tags s, UnitRatio d, Min d, TaxPercent d, ChargePercent d, Width d, Height d, Length d, Weight d, Type i, Description s, ProductTIN s, UnitTIN s | ProductCategoryClientId I, ProductCategoryCode i',
    parent: 'ProductCategoryId',
    search: 'Name',
    scope: 'product',
  },
  {
    list: 'ProductCategories',
    name: 'ProductCategory',
    firstId: 241001,
    fields: 'ProductCategoryId i, ProductCategoryClientId I, ProductCategoryCode i, Name s, Color s, Icon s',
  },
  {
    list: 'ProductDetails',
    name: 'ProductDetail',
    firstId: 9200001,
    fields:
      'ProductDetailId i, ProductDetailClientId I, ProductDetailCode i, ProductId i, Properties s, Properties2 s, Count1 d, Count2 d, Barcode s, Price1 d, Price2 d, Price3 d, Price4 d, Price5 d, Price6 d, Price7 d, Price8 d, Price9 d, Price10 d, Discount d, Discount1 d, Discount2 d, Discount3 d, Discount4 d, DefaultDiscountLevel i, DiscountType i, DefaultSellPriceLevel i, CustomerPrice d, Serials s, DefaultConsumerPriceLevel i, ConsumerPrice1 d, ConsumerPrice2 d, ConsumerPrice3 d, ConsumerPrice4 d, ConsumerPrice5 d, ConsumerPrice6 d, ConsumerPrice7 d, ConsumerPrice8 d, ConsumerPrice9 d, ConsumerPrice10 d | ProductClientId I, ProductCode i',
    parent: 'ProductId',
    required: ['ProductId'],
    scope: 'linked',
  },
  {
    list: 'ProductProperties',
    name: 'ProductProperty',
    firstId: 2200001,
    fields: 'ProductPropertyId i, ProductId i, PropertyDescriptionId i | ProductClientId I, ProductCode i',
    parent: 'ProductId',
    required: ['ProductId'],
    naturalKey: ['ProductId', 'PropertyDescriptionId'],
  },
  {
    list: 'PropertyDescriptions',
    name: 'PropertyDescription',
    firstId: 601,
    fields:
      'PropertyDescriptionId i, PropertyDescriptionClientId I, PropertyDescriptionCode i, Name s, Title s, EmptyTitle s, DataType i, DisplayType i, Description s',
  },
  {
    list: 'PropertyDescriptionValues',
    name: 'PropertyDescriptionValue',
    firstId: 6101,
    fields:
      'PropertyDescriptionValueId i, PropertyDescriptionValueClientId I, PropertyDescriptionValueCode i, PropertyDescriptionCode i, Row i, Value s',
  },
  {
    list: 'ProductDetailStoreAssets',
    name: 'ProductDetailStoreAsset',
    firstId: 31000001,
    fields: 'ProductDetailStoreAssetId i, ProductDetailId i, StoreId i, Count1 d, Count2 d',
    parent: 'ProductDetailId',
    naturalKey: ['ProductDetailId', 'StoreId'],
    scope: 'stock',
  },
  {
    list: 'Receipts',
    name: 'Receipt',
    firstId: 88000001,
    fields:
      'ReceiptId i, ReceiptClientId I, ReceiptCode i, PersonId i, VisitorId i, CashAmount d, CashCode i, Description s, Date t, TrackingCode s, ProjectId i, OrderId i, OrderType i | OrderClientId I, OrderCode i',
    parent: 'OrderId',
    scope: 'own',
  },
  {
    list: 'Transactions',
    name: 'Transaction',
    firstId: 72000001,
    fields:
      'TransactionId i, TransactionClientId I, TransactionCode i, PersonId i, Type i, DebtAmount d, CreditAmount d, Balance d, Status i, Description s, Row i, Date t',
    parent: 'PersonId',
    scope: 'of-person',
  },
  {
    list: 'Visitors',
    name: 'Visitor',
    firstId: 40123,
    fields:
      'VisitorId i, VisitorClientId I, VisitorCode i, Name s, ExtraInfo s, Username s, Password s, Mobile s, PersonCode i, StoreCode i, CashCode i, BankCode i, SellPriceLevel i, SelectedPriceLevels s, HasPriceAccess b, HasPriceLevelAccess b, HasRadara b, ChequeCredit d, TotalCredit d, VisitorType i, IsActive b, DeviceId s, Color s',
    scope: 'own',
  },
  {
    list: 'VisitorCashes',
    name: 'VisitorCash',
    firstId: 45001,
    fields: 'VisitorCashId i, CashId i, VisitorId i | CashClientId I, CashCode i, VisitorClientId I, VisitorCode i',
    parent: 'CashId',
    naturalKey: ['CashId', 'VisitorId'],
    scope: 'own',
  },
  {
    list: 'VisitorBanks',
    name: 'VisitorBank',
    firstId: 46001,
    fields: 'VisitorBankId i, BankId i, VisitorId i | BankClientId I, BankCode i, VisitorClientId I, VisitorCode i',
    parent: 'BankId',
    naturalKey: ['BankId', 'VisitorId'],
    scope: 'own',
  },
  {
    list: 'VisitorIncomes',
    name: 'VisitorIncome',
    firstId: 47001,
    fields:
      'VisitorIncomeId i, IncomeId i, VisitorId i | IncomeClientId I, IncomeCode i, VisitorClientId I, VisitorCode i',
    parent: 'IncomeId',
    naturalKey: ['IncomeId', 'VisitorId'],
    scope: 'own',
  },
  {
    list: 'VisitorExpenses',
    name: 'VisitorExpense',
    firstId: 48001,
    fields:
      'VisitorExpenseId i, ExpenseId i, VisitorId i | ExpenseClientId I, ExpenseCode i, VisitorClientId I, VisitorCode i',
    parent: 'ExpenseId',
    naturalKey: ['ExpenseId', 'VisitorId'],
    scope: 'own',
  },
  {
    list: 'VisitorPeople',
    name: 'VisitorPerson',
    firstId: 66000001,
    fields:
      'VisitorPersonId i, PersonId i, VisitorId i | PersonClientId I, PersonCode i, VisitorClientId I, VisitorCode i',
    parent: 'PersonId',
    required: ['PersonId'],
    naturalKey: ['PersonId', 'VisitorId'],
    scope: 'own',
  },
  {
    list: 'VisitorLocations',
    name: 'VisitorLocation',
    firstId: 5300001,
    fields: 'VisitorLocationId i, VisitorId i, Latitude d, Longitude d',
    scope: 'own',
  },
  {
    list: 'VisitorProducts',
    name: 'VisitorProduct',
    firstId: 77000001,
    fields:
      'VisitorProductId i, ProductDetailId i, VisitorId i, Count1 d, Count2 d, Price d, Serials s, Description s | ProductDetailClientId I, ProductDetailCode i, VisitorClientId I, VisitorCode i',
    parent: 'ProductDetailId',
    required: ['ProductDetailId'],
    naturalKey: ['ProductDetailId', 'VisitorId'],
    scope: 'own',
  },
  {
    list: 'Promotions',
    name: 'Promotion',
    firstId: 810001,
    fields: 'PromotionId i, PromotionClientId I, PromotionCode i, Visitors s, Stores s, OtherFields s',
  },
  {
    list: 'PromotionDetails',
    name: 'PromotionDetail',
    firstId: 820001,
    fields:
      'PromotionDetailId i, PromotionDetailClientId I, PromotionDetailCode i, PromotionId i, OtherFields s | PromotionClientId I, PromotionCode i',
    parent: 'PromotionId',
  },
  {
    list: 'PromotionEntities',
    name: 'PromotionEntity',
    firstId: 830001,
    fields:
      'PromotionEntityId i, PromotionEntityClientId I, PromotionEntityCode i, PromotionId i, OtherFields s | PromotionClientId I, PromotionCode i',
    parent: 'PromotionId',
  },
  {
    list: 'ReturnReasons',
    name: 'ReturnReason',
    firstId: 5101,
    fields: 'ReturnReasonId i, ReturnReasonClientId I, ReturnReasonCode i, Type i, Name s, Description s',
  },
  {
    list: 'TransferAccounts',
    name: 'TransferAccount',
    firstId: 910001,
    fields:
      'TransferAccountId i, TransferAccountClientId I, TransferAccountCode i, Date t, Type i, ReceiverId i, PayerType i, PayerId i, Price d, VisitorId i, ProjectId i, Description s',
    scope: 'own',
  },
  {
    list: 'TransferStores',
    name: 'TransferStore',
    firstId: 920001,
    fields:
      'TransferStoreId i, TransferStoreClientId I, TransferStoreCode i, SenderVisitorId i, ReceiverVisitorId i, SenderStoreCode i, ReceiverStoreCode i, Date t, IsAccepted i, Description s',
  },
  {
    list: 'TransferStoreDetails',
    name: 'TransferStoreDetail',
    firstId: 930001,
    fields:
      'TransferStoreDetailId i, TransferStoreDetailClientId I, TransferStoreId i, ProductDetailId i, Count1 d, Count2 d, Description s',
    parent: 'TransferStoreId',
  },
  {
    list: 'Incomes',
    name: 'Income',
    firstId: 5601,
    fields:
      'IncomeId i, IncomeClientId I, IncomeCode i, Name s, IncomeGroupId i, Amount d, DetailUniqueCode i, DefaultCost d, Comment s | IncomeGroupClientId I, IncomeGroupCode i',
    scope: 'linked',
  },
  {
    list: 'Expenses',
    name: 'Expense',
    firstId: 5701,
    fields:
      'ExpenseId i, ExpenseClientId I, ExpenseCode i, Name s, ExpenseGroupId i, Amount d, DetailUniqueCode i, DefaultCost d, Comment s | ExpenseGroupClientId I, ExpenseGroupCode i',
    scope: 'linked',
  },
  {
    list: 'IncomeGroups',
    name: 'IncomeGroup',
    firstId: 5801,
    fields: 'IncomeGroupId i, IncomeGroupClientId I, IncomeGroupCode i, Name s, Comment s',
  },
  {
    list: 'CostLevelNames',
    name: 'CostLevelName',
    firstId: 1801,
    fields: 'CostLevelNameId i, CostLevelNameClientId I, CostLevelNameCode i, Name s',
  },
  {
    list: 'NotRegisters',
    name: 'NotRegister',
    firstId: 940001,
    fields:
      'NotRegisterId i, NotRegisterClientId I, NotRegisterCode i, PersonId i, VisitorId i, Date t, ReasonCode i, Description s | PersonClientId I, PersonCode i',
    scope: 'own',
  },
  {
    list: 'Projects',
    name: 'Project',
    firstId: 5901,
    fields:
      'ProjectId i, ProjectClientId I, ProjectCode i, Title s, Tafsili i, ParentCode i, LevelCode i, Comment s, ProjectCrn s',
  },
  {
    list: 'Stores',
    name: 'Store',
    firstId: 1200,
    fields: 'StoreId i, StoreClientId I, StoreCode i, Name s, Stock d, Comment s',
  },
  {
    list: 'Settings',
    name: 'Setting',
    firstId: 300001,
    fields: 'SettingId i, SettingCode i, SettingClientId I, VisitorId i, Value s | VisitorClientId I, VisitorCode i',
    scope: 'shared',
  },
  {
    list: 'ExtraDatas',
    name: 'ExtraData',
    firstId: 410001,
    fields: 'ExtraDataId i, ItemType i, ItemId i, Data s',
    parent: 'ItemType',
  },
  {
    list: 'Regions',
    name: 'Region',
    firstId: 1,
    id: 'CityID',
    fields: 'CityID i, CityName s, ProvinceID i, ProvinceName s, MapCode s',
    common: ['RowVersion'],
    save: null,
  },
  {
    list: 'MissionDetails',
    name: 'MissionDetail',
    firstId: 950001,
    fields:
      'MissionDetailId i, MissionDetailClientId I, MissionDetailCode i, AccountId i, DatabaseId i, Status i, Priority i, Date t, Type i, PersonId i, PersonAddressId i, Description s, ActivityID s, MissionId i | PersonClientId I, PersonCode i, MissionClientId I, MissionCode i',
    parent: 'MissionId',
  },
  {
    list: 'Missions',
    name: 'Mission',
    firstId: 960001,
    fields:
      'MissionId i, MissionClientId I, MissionCode i, DatabaseId i, AccountId i, StatusAdmin i, Date t, StatusDate t, Description s',
  },
  {
    list: 'Units',
    name: 'Unit',
    firstId: 1601,
    fields: 'UnitId i, UnitCode i, UnitClientId I, Name s, Comment s, UnitTIN s',
  },
  {
    list: 'OrderTaxStatuses',
    name: 'OrderTaxStatus',
    firstId: 970001,
    fields:
      'OrderTaxStatusId i, TaxId s, OperationDate t, RefrenceNumber s, Status s, ResultMessage s, RetryCount i, OrderId i, VisitorId i, Uid s, ErrorCode i, ErrorDetail s, StatusCode i',
    parent: 'OrderId',
    scope: 'own',
    save: null,
  },
  {
    list: 'companies',
    name: 'Company',
    firstId: 51001,
    id: 'CompanyInfoId',
    fields:
      'CompanyInfoId i, Name s, FiscalYear s, Tel1 s, Tel2 s, Address s, FiscalYearStartDate s, FiscalYearEndDate s, EconomicNo s, RegisterationNumber s, PostalCode s, JobDescription s, NationalID s',
    save: 'Companies',
  },
  {
    list: 'Payments',
    name: 'Payment',
    firstId: 89000001,
    fields:
      'PaymentId i, PaymentClientId I, PaymentCode i, PersonId i, VisitorId i, CashAmount d, CashCode i, Description s, Date t, ProjectId i, OrderId i | OrderClientId I, OrderCode i',
    scope: 'own',
  },
  {
    list: 'PaymentCheques',
    name: 'PaymentCheque',
    firstId: 98500001,
    fields:
      'PaymentChequeId i, PaymentChequeClientId I, PaymentChequeCode i, PaymentId i, BankId i, Number s, BankName s, Branch s, Amount d, AccountNumber s, Date t, Type i, Description s | PaymentClientId I, PaymentCode i, BankClientId I, BankCode i',
    parent: 'PaymentId',
    required: ['PaymentId'],
    scope: 'child',
  },
  {
    list: 'Mahakpays',
    name: 'MahakPay',
    firstId: 52001,
    fields:
      'MahakPayId i, MahakPayClientId I, MahakPayCode i, IsActive b, PacakgeNo i, ApiKey s, GetwayType i, BankId i',
    save: 'MahakPays',
  },
  {
    list: 'TaxOrderReceipts',
    name: 'TaxOrderReceipt',
    firstId: 980001,
    fields:
      'TaxOrderReceiptId i, TaxOrderReceiptClientId I, TaxOrderReceiptCode i, OrderId i, ErrorDetail s, Status s, Amount d, OperationType i, OperationDate t',
    parent: 'OrderId',
    scope: 'child',
  },
]

/** The order of SaveAllData's answer (§5.2): another order and, for two lists, another case than in GetAllData. */
export const SAVE_ORDER = (
  'Banks BankGroups Currencies Cashes Checklists Cheques Expenses ExpenseGroups ExtraDatas OrderDetails Orders PersonGroups ' +
  'People PersonAddresses Pictures ProductCategories ProductDetails Products Receipts Settings Transactions Visitors ' +
  'VisitorCashes VisitorBanks VisitorIncomes VisitorExpenses VisitorPeople VisitorProducts CostLevelNames NotRegisters ' +
  'Promotions PromotionDetails PromotionEntities ReturnReasons TransferAccounts TransferStores TransferStoreDetails ' +
  'VisitorLocations ProductProperties PropertyDescriptions PropertyDescriptionValues Incomes IncomeGroups Projects Stores ' +
  'PhotoGalleries ProductDetailStoreAssets Missions MissionDetails Units Companies Payments PaymentCheques MahakPays TaxOrderReceipts'
).split(' ')
