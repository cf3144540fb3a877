-- What was sent of an order is a little over two kilobytes: it stays in its row as it is, for packing it costs more than it
-- saves in the thirty days it is kept. The answer is written beside it in the same page, so no index has to hear of it.
alter table sync.exchange set (toast_tuple_target = 8160, fillfactor = 75);
