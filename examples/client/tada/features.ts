/** gql.tada: the types of an operation from its text alone, without a step that writes them. */
import { initGraphQLTada, type ResultOf, type VariablesOf } from 'gql.tada'
import type { introspection } from './generated-env.js'

const graphql = initGraphQLTada<{
  introspection: introspection
  scalars: { ID: string; Date: string; DateTime: string; JSON: unknown }
}>()

export const Check = graphql(`
  query Check($feature: String!, $given: [String!]!) {
    check(feature: $feature, given: $given) {
      verdict
      because { text conditions { negated concept { label scheme } } }
    }
  }
`)

export const given: VariablesOf<typeof Check> = { feature: '修改收货信息', given: ['货到付款'] }

export function verdict(told: ResultOf<typeof Check>): 'ALLOWED' | 'CONDITIONAL' | 'CONFLICTING' | 'FORBIDDEN' | 'UNSTATED' | undefined {
  return told.check?.verdict
}

export function wrong(told: ResultOf<typeof Check>): number | undefined {
  // @ts-expect-error a verdict is no number
  return told.check?.verdict
}
