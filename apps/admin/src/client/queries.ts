import { keepPreviousData, QueryClient, queryOptions } from '@tanstack/react-query'
import {
  type IssueKind,
  isLoggedOut,
  readDrift,
  readIssueGroups,
  readIssues,
  readOrders,
  readPlan,
  readProduct,
  readProductForm,
  readRecord,
  readStock,
  readSync,
} from './api.ts'

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

export const stockOfQuery = (variant: string) =>
  queryOptions({
    queryKey: ['stock', variant],
    queryFn: () => readStock(variant),
    enabled: variant !== '',
    refetchInterval: REFRESH_MS,
  })

export const recordQuery = (entity: string, recordId: string) =>
  queryOptions({
    queryKey: ['sync', 'record', entity, recordId],
    queryFn: () => readRecord(entity, recordId),
    refetchInterval: REFRESH_MS,
  })

export const driftQuery = (cursor: string | null) =>
  queryOptions({
    queryKey: ['sync', 'drift', cursor],
    queryFn: () => readDrift(cursor),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  })

/** Asked again until the plan is finished. */
export const planQuery = (planId: number) =>
  queryOptions({
    queryKey: ['sync', 'plan', planId],
    queryFn: () => readPlan(planId),
    refetchInterval: ({ state }) => (state.data?.finishedAt ? false : REFRESH_MS),
  })

export const productFormQuery = queryOptions({ queryKey: ['product-form'], queryFn: readProductForm })

export const productQuery = (id: string) =>
  queryOptions({ queryKey: ['product', id], queryFn: () => readProduct(id), refetchInterval: REFRESH_MS })
