/** A wait that can be cut short. A ring that comes while nobody waits is remembered. */
export function createAlarm() {
  let rung = false
  let wake: (() => void) | undefined
  return {
    ring(): void {
      rung = true
      wake?.()
    },
    async wait(ms: number): Promise<void> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      rung = false
      wake = undefined
    },
  }
}
