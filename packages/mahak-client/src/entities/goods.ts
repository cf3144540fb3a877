import { defineEntity } from './define-entity.ts'

/** What is sold, where it lies and how it looks. */
export const goods = {
  Products: defineEntity(
    'Product',
    `ProductId i, ProductClientId I, ProductCode i, ProductCategoryId i, Name s, UnitName s, UnitName2 s,
      UnitCode i, UnitCode2 i, Tags s, UnitRatio d, Min d, TaxPercent d, ChargePercent d, Width d, Height d,
      Length d, Weight d, Type i, Description s, ProductTIN s, UnitTIN s, ProductCategoryClientId I,
      ProductCategoryCode i`,
  ),
  ProductDetails: defineEntity(
    'ProductDetail',
    `ProductDetailId i, ProductDetailClientId I, ProductDetailCode i, ProductId i, Properties s, Properties2 s,
      Barcode s, Price1 d, Price2 d, Price3 d, Price4 d, Price5 d, Price6 d, Price7 d, Price8 d, Price9 d, Price10 d,
      Discount d, Discount1 d, Discount2 d, Discount3 d, Discount4 d, DefaultDiscountLevel i, DiscountType i,
      DefaultSellPriceLevel i, CustomerPrice d, Serials s, ProductClientId I, ProductCode i, Count1 d, Count2 d,
      DefaultConsumerPriceLevel i, ConsumerPrice1 d, ConsumerPrice2 d, ConsumerPrice3 d, ConsumerPrice4 d,
      ConsumerPrice5 d, ConsumerPrice6 d, ConsumerPrice7 d, ConsumerPrice8 d, ConsumerPrice9 d, ConsumerPrice10 d`,
  ),
  ProductCategories: defineEntity(
    'ProductCategory',
    `ProductCategoryId i, ProductCategoryClientId I, ProductCategoryCode i, Name s, Color s, Icon s`,
  ),
  ProductProperties: defineEntity(
    'ProductProperty',
    `ProductPropertyId i, ProductId i, PropertyDescriptionId i, ProductClientId I, ProductCode i`,
  ),
  PropertyDescriptions: defineEntity(
    'PropertyDescription',
    `PropertyDescriptionId i, PropertyDescriptionClientId I, PropertyDescriptionCode i, Name s, Title s,
      EmptyTitle s, DataType i, DisplayType i, Description s`,
  ),
  PropertyDescriptionValues: defineEntity(
    'PropertyDescriptionValue',
    `PropertyDescriptionValueId i, PropertyDescriptionValueClientId I, PropertyDescriptionValueCode i,
      PropertyDescriptionCode i, Row i, Value s`,
  ),
  ProductDetailStoreAssets: defineEntity(
    'ProductDetailStoreAsset',
    'ProductDetailStoreAssetId i, ProductDetailId i, StoreId i, Count1 d, Count2 d',
  ),
  Stores: defineEntity('Store', 'StoreId i, StoreClientId I, StoreCode i, Name s, Stock d, Comment s'),
  Units: defineEntity('Unit', 'UnitId i, UnitCode i, UnitClientId I, Name s, Comment s, UnitTIN s'),
  Pictures: defineEntity(
    'Picture',
    `PictureId i, PictureClientId I, PictureCode i, FileName s, DisplayOrder i, Title s, Url s, FileSize i, Width i,
      Height i, Format s, ItemId i, ItemType i, PictureHash s, VisitorId i`,
  ),
  PhotoGalleries: defineEntity('PhotoGallery', 'PhotoGalleryId i, PictureId i, EntityType i, ItemCode i, ItemType i'),
  CostLevelNames: defineEntity(
    'CostLevelName',
    'CostLevelNameId i, CostLevelNameClientId I, CostLevelNameCode i, Name s',
  ),
  Promotions: defineEntity(
    'Promotion',
    `PromotionId i, PromotionClientId I, PromotionCode i, Visitors s, Stores s, OtherFields s`,
  ),
  PromotionDetails: defineEntity(
    'PromotionDetail',
    `PromotionDetailId i, PromotionDetailClientId I, PromotionDetailCode i, PromotionId i, OtherFields s,
      PromotionClientId I, PromotionCode i`,
  ),
  PromotionEntities: defineEntity(
    'PromotionEntity',
    `PromotionEntityId i, PromotionEntityCode i, PromotionId i, PromotionEntityClientId I, OtherFields s,
      PromotionClientId I, PromotionCode i`,
  ),
}
