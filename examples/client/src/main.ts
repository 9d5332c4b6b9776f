/** Where a function lives, and what may be done with an order: `node dist/main.js http://127.0.0.1:8000/graphql 订单导出 货到付款`. */
import { argv } from 'node:process'
import { ask } from './client.js'
import { graphql } from './generated/gql.js'

const Locate = graphql(`
  query Locate($feature: String!) {
    locate(feature: $feature) {
      ...Trail
      evidence(first: 1) { quote entry { title } }
    }
  }
  fragment Trail on MenuPath {
    text
    breadcrumb { position name key }
  }
`)

const Operations = graphql(`
  query Operations($given: [String!]!, $first: Int) {
    operations(given: $given, first: $first) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { verdict summary feature { id label } because { text modality limit { comparator value unit } } }
    }
  }
`)

const [endpoint = 'http://127.0.0.1:8000/graphql', feature = '订单导出', ...given] = argv.slice(2)

const located = await ask(endpoint, Locate, { feature })
for (const path of located.data.locate ?? []) {
  console.log(path.text, '—', path.evidence[0]?.quote)
}
for (const error of located.errors) {
  console.log(error.extensions.code, error.extensions.suggestions?.join('、') ?? '')
}

const { data } = await ask(endpoint, Operations, { given, first: 5 })
for (const { feature: of, verdict, summary } of data.operations?.nodes ?? []) {
  console.log(`${verdict} ${of.label}: ${summary}`)
}
