export { type Admin, type AdminOptions, createAdmin } from './create-admin.ts'
