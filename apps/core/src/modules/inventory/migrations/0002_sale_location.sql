-- The store the books take the goods of an invoiced sale from: only its stock rows tell when the sale is in the books' figure.
alter table inventory.reservation add column confirmed_location text collate "C";
