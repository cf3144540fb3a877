import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'

// A Mahak that lets everyone in and answers every reading with the bytes of one file.
const [file = ''] = process.argv.slice(2)
const login = JSON.stringify({
  Result: true,
  Data: { UserToken: 'x', VisitorId: 40_123, DatabaseId: 51_234, CreditDay: 80 },
})

const server = createServer((request, response) => {
  request.resume()
  response.setHeader('content-type', 'application/json')
  if (request.url?.endsWith('/Sync/Login')) response.end(login)
  else createReadStream(file, { highWaterMark: 256 * 1024 }).pipe(response)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 })
})
