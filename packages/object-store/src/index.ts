export { createDiskObjectStore } from './disk/disk-object-store.ts'
export { InvalidObjectKeyError, isObjectKey } from './object-key.ts'
export type { ObjectInfo, ObjectStore, StoredObject } from './object-store.ts'
