import { foldPersian } from '@hybrid-store/kernel'
import type { RegionRow } from './people-rows.ts'

/** The cities the books know. */
export interface Regions {
  /** 0 for a city the books do not know. */
  idOf(province: string, city: string): number
  placeOf(cityId: number): { province: string; city: string } | null
}

/** Names are compared as readers would: «آذربايجان شرقی» is «آذربایجان شرقي». */
export function createRegions(rows: readonly RegionRow[]): Regions {
  const key = (province: string, city: string) => `${foldPersian(province)}/${foldPersian(city)}`
  const ids = new Map(rows.map((row) => [key(row.ProvinceName, row.CityName), row.CityID]))
  const places = new Map(rows.map((row) => [row.CityID, { province: row.ProvinceName, city: row.CityName }]))
  return {
    idOf: (province, city) => ids.get(key(province, city)) ?? 0,
    placeOf: (cityId) => places.get(cityId) ?? null,
  }
}
