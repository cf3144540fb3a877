import type { Fact } from '../support/facts.ts'

/** §7: pictures. */
export const PICTURES = {
  '7-chain': {
    certainty: '[CAP] [4×]',
    says: 'PhotoGallery leads from ItemCode (the ProductId) by PictureId to Picture.Url',
  },
  '7-relative-url': {
    certainty: '[CAP] [4×]',
    says: 'Url is relative to the host: /api/v3/Content/Images/all/pic-{PictureId}-{guid}.jpg',
  },
  '7-rebuilt-url': { certainty: '[OFF]', says: 'The file is found by its FileName below the same path, too' },
  '7-open': { certainty: '[3×]', says: 'Pictures are downloaded without a token' },
  '7-with-token': { certainty: '[1×]', says: 'A token with the download does no harm' },
  '7-several': { certainty: '[CAP]', says: 'A product may have several pictures, told apart by DisplayOrder' },
  '7-on-products': { certainty: '[CAP]', says: 'Pictures hang on the product, not on the variant' },
  '7-upload-row': { certainty: '[OFF]', says: 'Upload 1: SaveAllData with a pictures row gives its id' },
  '7-upload-file': {
    certainty: '[OFF]',
    says: 'Upload 2: POST /Sync/Upload, part "file", X-PictureId, X-FileName, ?userToken=',
  },
  '7-upload-answer': {
    certainty: '[OFF]',
    says: 'The upload is answered with EntityId, RowVersion, FileUrl and FileHash',
  },
  '7-upload-shown': {
    certainty: '[INF]',
    says: 'The uploaded file is at the picture’s Url, and the row has a new version',
  },
  '7-upload-gallery': { certainty: '[OFF]', says: 'Upload 3: a photoGalleries row links it to the product' },
  '7-binary-data': {
    certainty: '[1×]',
    says: 'A base64 member binaryData in pictures',
    untested: 'one guide claims it; it is not in Swagger and no client uses it',
  },
} as const satisfies Record<string, Fact>
