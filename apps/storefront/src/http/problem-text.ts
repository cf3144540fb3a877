import type { Problem } from '@hybrid-store/contracts'
import { errorsOfProblem } from './forms.ts'

/** A refusal in one sentence for customers: what is wrong with a field, else its detail, else its title. */
export function problemText(problem: Problem): string {
  const [fieldMessage] = Object.values(errorsOfProblem(problem))
  if (fieldMessage) return fieldMessage
  return problem.detail && /[\u0600-\u06ff]/.test(problem.detail) ? problem.detail : problem.title
}
