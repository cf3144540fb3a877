/** Texts of refusals. Those in English are from captures, letter by letter; the Persian ones are in the captured manner. */
export const LINE_NEEDS_ITEM = 'ProductDetailId or IncomeId or ExpenseId is required '
export const ORDER_IS_REGISTERED = 'این سفارش در نرم افزار حسابداری ثبت شده است و امکان ویرایش آن وجود ندارد'
export const ROW_NOT_FOUND = 'رکورد مورد نظر یافت نشد'
export const TRY_AGAIN = 'خطای سیستم، لطفا دوباره تلاش کنید'
export const isRequired = (property: string): string => `${property} is required `
