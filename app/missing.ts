/** Not found and not yours are the same answer. Throw it from a loader or an action. */
export const missing = (): Response => new Response(null, { status: 404 })
