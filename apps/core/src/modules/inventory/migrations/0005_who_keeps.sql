-- Who keeps goods of a variant, for the explanation of its stock. What is settled or given free is left out: it grows for ever.
create index reservation_of_variant on inventory.reservation (variant_id, order_id) where state in ('held', 'sold');
