import { type Queryable, sql, type Tx, toKeyOrder } from '@hybrid-store/database'

/** Lets requests for the same number, or from the same address, go one after the other until the transaction ends. */
export async function lockRequester(tx: Tx, mobile: string, ip: string): Promise<void> {
  for (const key of toKeyOrder([`identity.otp.mobile:${mobile}`, `identity.otp.ip:${ip}`], (name) => name)) {
    await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`)
  }
}

export async function selectRequests(
  db: Queryable,
  mobile: string,
  ip: string,
  since: Date,
): Promise<{ toNumber: Date[]; fromAddress: Date[] }> {
  const rows = await db.rows<{ requestedAt: Date; sameNumber: boolean; sameAddress: boolean }>(sql`
    select requested_at as "requestedAt", mobile = ${mobile} as "sameNumber", ip = ${ip} as "sameAddress"
    from identity.otp_request where (mobile = ${mobile} or ip = ${ip}) and requested_at > ${since}`)
  return {
    toNumber: rows.filter((row) => row.sameNumber).map((row) => row.requestedAt),
    fromAddress: rows.filter((row) => row.sameAddress).map((row) => row.requestedAt),
  }
}

export const insertRequest = (tx: Tx, mobile: string, ip: string, now: Date): Promise<number> =>
  tx.run(sql`insert into identity.otp_request (mobile, ip, requested_at) values (${mobile}, ${ip}, ${now})`)

export const deleteRequestsBefore = (tx: Tx, time: Date): Promise<number> =>
  tx.run(sql`delete from identity.otp_request where requested_at < ${time}`)

export const replaceChallenge = (
  tx: Tx,
  challenge: { mobile: string; codeHash: Buffer; expiresAt: Date },
): Promise<number> =>
  tx.run(sql`
    insert into identity.otp_challenge (mobile, code_hash, expires_at)
    values (${challenge.mobile}, ${challenge.codeHash}, ${challenge.expiresAt})
    on conflict (mobile) do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at, attempts = 0`)

/** Counts a try before the code is compared, so that parallel guesses cannot have more of them; null if none is left. */
export const takeTry = (
  tx: Tx,
  mobile: string,
  limit: number,
  now: Date,
): Promise<{ codeHash: Buffer; attempts: number } | null> =>
  tx.row(sql`
    update identity.otp_challenge set attempts = attempts + 1
    where mobile = ${mobile} and expires_at > ${now} and attempts < ${limit}
    returning code_hash as "codeHash", attempts`)

export const deleteChallenge = (tx: Tx, mobile: string): Promise<number> =>
  tx.run(sql`delete from identity.otp_challenge where mobile = ${mobile}`)
