import type { RowOf } from './entities.ts'

export type Product = RowOf<'Products'>
export type ProductDetail = RowOf<'ProductDetails'>
export type ProductCategory = RowOf<'ProductCategories'>
export type PropertyDescription = RowOf<'PropertyDescriptions'>
export type Store = RowOf<'Stores'>
export type ProductDetailStoreAsset = RowOf<'ProductDetailStoreAssets'>
export type VisitorProduct = RowOf<'VisitorProducts'>
export type Picture = RowOf<'Pictures'>
export type PhotoGallery = RowOf<'PhotoGalleries'>
export type Bank = RowOf<'Banks'>
export type Cash = RowOf<'Cashes'>
export type Visitor = RowOf<'Visitors'>
export type PersonGroup = RowOf<'PersonGroups'>
export type Person = RowOf<'People'>
export type VisitorPerson = RowOf<'VisitorPeople'>
export type PersonAddress = RowOf<'PersonAddresses'>
export type Order = RowOf<'Orders'>
export type OrderDetail = RowOf<'OrderDetails'>
export type Receipt = RowOf<'Receipts'>
export type Cheque = RowOf<'Cheques'>
