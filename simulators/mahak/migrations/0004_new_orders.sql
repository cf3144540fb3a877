-- The operator who converts orders some time after they came asks twice a second when each came.
create index ledger_of_new_orders on mahak.ledger (row_id) where entity = 'Orders' and action = 'insert';
