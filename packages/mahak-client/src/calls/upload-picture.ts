import { ok } from '@hybrid-store/kernel'
import { FormData } from 'undici'
import { member, textMember, wholeMember } from '../answer/member.ts'
import type { Outcome } from '../failure.ts'
import type { Attempt } from '../session/with-session.ts'
import type { CallContext } from './api-call.ts'
import { ask, dataOf, refusalOfCall } from './ask.ts'
import { resultOf } from './result-of.ts'

/** The file of a picture whose row Mahak has already. */
export interface PictureUpload {
  pictureId: number
  fileName: string
  bytes: Uint8Array<ArrayBuffer>
  contentType: string
}

/** What Mahak tells of a file it took; null where it tells nothing. */
export interface UploadedPicture {
  /** Address relative to Mahak's host, as in `Picture.Url`. */
  url: string | null
  hash: string | null
  rowVersion: number | null
}

/**
 * Sends the bytes of a picture, step two of §7: its row is saved before, the gallery row that shows it afterwards. The token
 * stands in the address too, for the official client sends it there and nobody knows whether the header would do.
 */
export function uploadPicture(context: CallContext, picture: PictureUpload): Promise<Outcome<UploadedPicture>> {
  return ask(
    context,
    ({ token }) => ({
      method: 'POST',
      path: `${context.paths.upload}?${new URLSearchParams({ userToken: token })}`,
      // A header holds no Persian letters, so the name is percent-encoded.
      headers: { 'x-pictureid': String(picture.pictureId), 'x-filename': encodeURIComponent(wellFormed(picture)) },
      body: formOf(picture),
      totalMs: context.transport.timeouts.totalMs,
    }),
    uploaded,
  )
}

function formOf(picture: PictureUpload): FormData {
  const form = new FormData()
  form.append('file', new Blob([picture.bytes], { type: picture.contentType }), wellFormed(picture))
  return form
}

const wellFormed = ({ fileName }: PictureUpload): string => fileName.toWellFormed()

/** Inside of the envelope is a row's result, which can say no by itself. */
function uploaded(envelope: unknown): Attempt<UploadedPicture> {
  const answer = dataOf(envelope)
  if (!answer.ok) return answer
  const data = answer.value
  if (resultOf(data) === false) return refusalOfCall(envelope)
  const additional = member(data, 'AdditionalData')
  return ok({
    url: textMember(additional, 'FileUrl'),
    hash: textMember(additional, 'FileHash'),
    rowVersion: wholeMember(data, 'RowVersion'),
  })
}
