/** Whether `work` ended within `graceMs`. Its failure counts as an end. */
export async function endsWithin(work: Promise<unknown>, graceMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, graceMs, false)
  })
  const ended = work.then(
    () => true,
    () => true,
  )
  try {
    return await Promise.race([ended, timeout])
  } finally {
    clearTimeout(timer)
  }
}
