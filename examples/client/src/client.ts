/** A client in forty lines: requests by the hashes of their documents, as GETs that browsers and proxies may keep. */
import type { TypedDocumentString } from './generated/graphql.js'

/** The closed list of codes; a field's error leaves the rest of the answer as it is. */
export type Code =
  | 'NOT_FOUND'
  | 'AMBIGUOUS'
  | 'BAD_USER_INPUT'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'LIMIT_EXCEEDED'
  | 'UNAVAILABLE'
  | 'INTERNAL'

export interface FieldError {
  message: string
  path?: readonly (string | number)[]
  extensions: { code: Code; suggestions?: readonly string[] }
}

export class RequestError extends Error {
  constructor(
    readonly status: number,
    readonly errors: readonly FieldError[],
  ) {
    super(errors.map((error) => error.message).join('; '))
  }
}

export async function ask<Data, Variables>(
  endpoint: string,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<{ data: Data; errors: readonly FieldError[] }> {
  const hash: unknown = document.__meta__?.['hash']
  const query = new URLSearchParams({ documentId: String(hash), variables: JSON.stringify(variables) })
  const response = await fetch(`${endpoint}?${query}`, { headers: { accept: 'application/graphql-response+json' } })
  const told = (await response.json()) as { data?: Data; errors?: readonly FieldError[] }
  if (told.data === undefined) throw new RequestError(response.status, told.errors ?? [])
  return { data: told.data, errors: told.errors ?? [] }
}
