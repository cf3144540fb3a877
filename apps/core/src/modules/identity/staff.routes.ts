import { staffLoginBody, staffSessionAnswer } from '@hybrid-store/contracts'
import { type HttpServer, sendProblem } from '@hybrid-store/http'
import { type LoginStaffDeps, loginStaff } from './login-staff.ts'
import type { SessionCookies } from './session-cookies.ts'

export function registerStaffRoutes(app: HttpServer, deps: LoginStaffDeps & { cookies: SessionCookies }): void {
  app.post(
    '/api/v1/auth/staff',
    {
      schema: {
        tags: ['auth'],
        summary: 'Log in as staff',
        body: staffLoginBody,
        response: { 200: staffSessionAnswer },
      },
      config: { rules: { access: 'public', rate: 'auth', idempotency: 'natural' } },
    },
    async (request, reply) => {
      const login = await loginStaff(deps, request.body)
      if (!login.ok) {
        if (login.error.code === 'too_many_requests') reply.header('retry-after', login.error.retryAfterSeconds)
        return sendProblem(reply, login.error)
      }
      const { staff, session } = login.value
      deps.cookies.set(reply, 'staff', session)
      return {
        accessToken: session.accessToken,
        expiresInSeconds: session.expiresInSeconds,
        staff: { id: staff.id, username: staff.username, permissions: staff.permissions },
      }
    },
  )
}
