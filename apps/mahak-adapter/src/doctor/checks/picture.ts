import type { Examination } from '../examination.ts'
import { type Finding, found } from '../finding.ts'
import { readBounded } from '../reading/read-bounded.ts'

/** One of the first pictures is enough to see that they come through. */
const BOUNDS = { rows: 100, ms: 30_000 }

/** Whether a picture can be downloaded. */
export async function checkPicture({ mahak }: Examination): Promise<Finding[]> {
  const addresses: string[] = []
  const read = await readBounded(mahak, ['Pictures'], BOUNDS, (change) => {
    if (change.entity === 'Pictures' && change.row.Url) addresses.push(change.row.Url)
  })
  if (!read.ok) return [found('picture_fails', { message: read.error.message })]
  const [address] = addresses
  if (address === undefined) return [found('pictures_none')]
  const picture = await mahak.downloadPicture(address)
  if (!picture.ok) return [found('picture_fails', { message: picture.error.message })]
  return [found('picture_loads', { kilobytes: Math.ceil(picture.value.bytes.length / 1024) })]
}
