// Classes of SQLSTATE that say nothing about the row: connection, missing tables, conflicts, resources, operator, system
// (PostgreSQL App. A).
const SQLSTATE = /^(08|3F|40|42|53|55|57|58)...$/
const NETWORK = /^(ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/
// What pg says without a code.
const CONNECTION =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection)/

/** Whether an error comes from broken infrastructure, so that repeating later helps, rather than from the data or a bug. */
export function isInfrastructureError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return SQLSTATE.test(code) || NETWORK.test(code) || CONNECTION.test(error.message)
}
