-- Every order writes a dozen rows here, each of which asked for the same one row of its account again.
alter table sync.link drop constraint link_account_id_fkey;

-- What was sent of an order is a little over two kilobytes: it stays in its row as it is, for packing it costs more than it
-- saves in the thirty days it is kept. The answer is written beside it in the same page, so no index has to hear of it.
alter table sync.exchange set (toast_tuple_target = 8160, fillfactor = 75);
