create sequence sync.client_id_payments;
create sequence sync.client_id_payment_cheques;
