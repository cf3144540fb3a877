import { defineEntity } from './define-entity.ts'

/** The company, its settings and the salesmen's tasks. */
export const office = {
  Companies: defineEntity(
    'Company',
    `CompanyInfoId i, Name s, FiscalYear s, Tel1 s, Tel2 s, Address s, FiscalYearStartDate s, FiscalYearEndDate s,
      EconomicNo s, RegisterationNumber s, PostalCode s, JobDescription s, NationalID s`,
    'CompanyInfoId',
  ),
  Settings: defineEntity(
    'Setting',
    `SettingId i, SettingCode i, SettingClientId I, VisitorId i, Value s, VisitorClientId I, VisitorCode i`,
  ),
  ExtraDatas: defineEntity('ExtraData', 'ExtraDataId i, ItemType i, ItemId i, Data s'),
  Checklists: defineEntity(
    'Checklist',
    `ChecklistId i, ChecklistClientId I, ChecklistCode i, VisitorId i, Status i, Type i, PersonId i, Description s,
      Date t, Priority i, PersonClientId I, PersonCode i`,
  ),
  Missions: defineEntity(
    'Mission',
    `MissionId i, DatabaseId i, MissionCode i, AccountId i, MissionClientId I, StatusAdmin i, Date t, StatusDate t,
      Description s`,
  ),
  MissionDetails: defineEntity(
    'MissionDetail',
    `MissionDetailId i, AccountId i, DatabaseId i, MissionDetailCode i, MissionDetailClientId I, Status i,
      Priority i, Date t, Type i, PersonId i, PersonAddressId i, Description s, ActivityID s, MissionId i,
      PersonClientId I, PersonCode i, MissionClientId I, MissionCode i`,
  ),
  NotRegisters: defineEntity(
    'NotRegister',
    `NotRegisterId i, NotRegisterClientId I, NotRegisterCode i, PersonId i, VisitorId i, Date t, ReasonCode i,
      Description s, PersonClientId I, PersonCode i`,
  ),
}
