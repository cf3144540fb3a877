import { keepPreviousData, QueryClient, queryOptions } from '@tanstack/react-query'
import { type IssueKind, isLoggedOut, readIssueGroups, readIssues, readOrders, readRecord, readSync } from './api.ts'

const REFRESH_MS = 3_000

/** A refused login is final; anything else may pass. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: (failures, error) => !isLoggedOut(error) && failures < 2 } },
})

export const ordersQuery = (cursor: string | null) =>
  queryOptions({
    queryKey: ['orders', cursor],
    queryFn: () => readOrders(cursor),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  })

export const syncQuery = queryOptions({ queryKey: ['sync'], queryFn: readSync, refetchInterval: REFRESH_MS })

export const issueGroupsQuery = queryOptions({
  queryKey: ['sync', 'issue-groups'],
  queryFn: readIssueGroups,
  refetchInterval: REFRESH_MS,
})

export const issuesQuery = (kind: IssueKind, cursor: string | null) =>
  queryOptions({
    queryKey: ['sync', 'issues', kind, cursor],
    queryFn: () => readIssues(kind, cursor),
    refetchInterval: REFRESH_MS,
  })

export const recordQuery = (entity: string, recordId: string) =>
  queryOptions({
    queryKey: ['sync', 'record', entity, recordId],
    queryFn: () => readRecord(entity, recordId),
    refetchInterval: REFRESH_MS,
  })
