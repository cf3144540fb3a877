-- Uploaded pictures come in more formats than the drawn ones.
alter table mahak.picture_file add column media_type text not null default 'image/jpeg';

-- Banks, cash boxes, incomes and expenses are seen through their links too.
update mahak.row
set parent_id = (doc::json ->> case entity
  when 'VisitorBanks' then 'BankId'
  when 'VisitorCashes' then 'CashId'
  when 'VisitorIncomes' then 'IncomeId'
  else 'ExpenseId' end)::int
where entity in ('VisitorBanks', 'VisitorCashes', 'VisitorIncomes', 'VisitorExpenses');
