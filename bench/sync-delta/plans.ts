/** A distinct statement with the kinds of nodes of its plan. */
export interface QueryPlan {
  query: string
  nodes: string[]
  /** The large tables it scans. */
  scans: string[]
}

interface Node {
  'Node Type': string
  'Relation Name'?: string
  Plans?: Node[]
}

interface Entry {
  application_name?: string
  message?: string
}

/** The plans that auto_explain wrote into a log for one application. */
export function plansSince(log: string, application: string, largeTables: ReadonlySet<string>): QueryPlan[] {
  const plans = new Map<string, QueryPlan>()
  for (const line of log.split('\n')) {
    const text = line && planOf(JSON.parse(line), application)
    if (!text) continue
    const { 'Query Text': query, Plan: root }: { 'Query Text': string; Plan: Node } = JSON.parse(text)
    const nodes = flatten(root)
    const scans = nodes.filter(
      (node) => node['Node Type'] === 'Seq Scan' && largeTables.has(node['Relation Name'] ?? ''),
    )
    const plan = {
      query: query.replaceAll(/\s+/g, ' ').trim(),
      nodes: nodes.map((node) => [node['Node Type'], node['Relation Name']].filter(Boolean).join(' on ')),
      scans: scans.map((node) => node['Relation Name'] ?? ''),
    }
    plans.set(`${plan.query}${plan.nodes}`, plan)
  }
  return [...plans.values()]
}

function planOf(entry: Entry, application: string): string | null {
  if (entry.application_name !== application) return null
  return /^duration: [\d.]+ ms {2}plan:\n([\s\S]*)$/.exec(entry.message ?? '')?.[1] ?? null
}

const flatten = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flatten)]
