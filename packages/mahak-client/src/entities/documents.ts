import { defineEntity } from './define-entity.ts'

/** Orders, money in and out, transfers and their tax state. */
export const documents = {
  Orders: defineEntity(
    'Order',
    `OrderId i, OrderClientId I, FiscalYear i, OrderCode i, PersonId i, VisitorId i, ReceiptId i, PaymentId i,
      OrderType i, OrderDate t, DeliveryDate t, Discount d, DiscountType i, SendCost d, OtherCost d,
      SettlementType i, Immediate b, ReturnReasonId i, Description s, ExpenseId i, ProjectId i, Latitude d,
      Longitude d, ShippingAddress s, CarrierType i, CarrierID I, DriverCurrencyType i, CarryingAsExpense b,
      ExtraItems s, PersonClientId I, PersonCode i, ReceiptClientId I, ReceiptCode i, PaymentClientId I,
      PaymentCode i, ReferenceOrderId i, InvoiceTemplate s, UserCode i, UserName s, CottageNumber s, CottageDate t,
      CurrencyId i, CurrExchangeRate d, VisitorClientId I, VisitorCode i`,
  ),
  OrderDetails: defineEntity(
    'OrderDetail',
    `OrderDetailId i, OrderDetailClientId I, ItemType i, OrderId i, ProductDetailId i, IncomeId i, ExpenseId i,
      Price d, Count1 d, Count2 d, PromotionCode i, Gift i, Description s, Discount d, DiscountType i, TaxPercent d,
      ChargePercent d, StoreId i, Width d, Height d, ItemCount i, RowId i, OrderClientId I, OrderCode i,
      ProductDetailClientId I, ProductDetailCode i, Weight d, UnitPrice d`,
  ),
  Receipts: defineEntity(
    'Receipt',
    `ReceiptId i, ReceiptClientId I, ReceiptCode i, PersonId i, VisitorId i, CashAmount d, CashCode i,
      Description s, Date t, ProjectId i, OrderId i, OrderClientId I, OrderCode i, OrderType i, TrackingCode s`,
  ),
  Cheques: defineEntity(
    'Cheque',
    `ChequeId i, ChequeClientId I, ChequeCode i, ReceiptId i, BankId i, Number s, BankName s, Branch s, Amount d,
      Date t, Type i, Description s, ReceiptClientId I, ReceiptCode i, BankClientId I, BankCode i`,
  ),
  Payments: defineEntity(
    'Payment',
    `PaymentId i, PaymentClientId I, PaymentCode i, PersonId i, VisitorId i, CashAmount d, CashCode i,
      Description s, Date t, ProjectId i, OrderId i, OrderClientId I, OrderCode i`,
  ),
  PaymentCheques: defineEntity(
    'PaymentCheque',
    `PaymentChequeId i, PaymentChequeClientId I, PaymentChequeCode i, PaymentId i, BankId i, Number s, BankName s,
      Branch s, Amount d, AccountNumber s, Date t, Type i, Description s, PaymentClientId I, PaymentCode i,
      BankClientId I, BankCode i`,
  ),
  Transactions: defineEntity(
    'Transaction',
    `TransactionId i, TransactionClientId I, TransactionCode i, PersonId i, Type i, DebtAmount d, CreditAmount d,
      Balance d, Status i, Description s, Row i, Date t`,
  ),
  ReturnReasons: defineEntity(
    'ReturnReason',
    `ReturnReasonId i, ReturnReasonClientId I, ReturnReasonCode i, Type i, Name s, Description s`,
  ),
  OrderTaxStatuses: defineEntity(
    'OrderTaxStatus',
    `OrderTaxStatusId i, TaxId s, OperationDate t, RefrenceNumber s, Status s, ResultMessage s, RetryCount i,
      OrderId i, VisitorId i, Uid s, ErrorCode i, ErrorDetail s, StatusCode i`,
  ),
  TaxOrderReceipts: defineEntity(
    'TaxOrderReceipt',
    `TaxOrderReceiptId i, TaxOrderReceiptClientId I, TaxOrderReceiptCode i, OrderId i, ErrorDetail s, Status s,
      Amount d, OperationType i, OperationDate t`,
  ),
  TransferAccounts: defineEntity(
    'TransferAccount',
    `TransferAccountId i, TransferAccountClientId I, TransferAccountCode i, Date t, Type i, ReceiverId i,
      PayerType i, PayerId i, Price d, VisitorId i, ProjectId i, Description s`,
  ),
  TransferStores: defineEntity(
    'TransferStore',
    `TransferStoreId i, TransferStoreClientId I, TransferStoreCode i, SenderVisitorId i, ReceiverVisitorId i,
      SenderStoreCode i, ReceiverStoreCode i, Date t, IsAccepted i, Description s`,
  ),
  TransferStoreDetails: defineEntity(
    'TransferStoreDetail',
    `TransferStoreDetailId i, TransferStoreId i, TransferStoreDetailClientId I, ProductDetailId i, Count1 d,
      Count2 d, Description s`,
  ),
}
