/** Relay: a page of functions that grows, and one function with its places; artifacts come from `relay-compiler`. */
import { graphql } from 'relay-runtime'
import type { featuresPage_query$data } from './__generated__/featuresPage_query.graphql.js'

export const Features = graphql`
  query featuresQuery($first: Int, $after: String) {
    ...featuresPage_query @arguments(first: $first, after: $after)
  }
`

export const Page = graphql`
  fragment featuresPage_query on Query
  @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" })
  @refetchable(queryName: "featuresPageQuery") {
    features(first: $first, after: $after) @connection(key: "page__features") {
      edges {
        node {
          id
          label
          ...featuresPlaces_feature
        }
      }
    }
  }
`

export const Places = graphql`
  fragment featuresPlaces_feature on Feature {
    locations {
      text
      isComplete
    }
  }
`

export const Node = graphql`
  query featuresNodeQuery($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Named {
        label
      }
    }
  }
`

export function labels(page: featuresPage_query$data): string[] {
  return page.features?.edges.map((edge) => edge.node.label) ?? []
}

export function wrong(page: featuresPage_query$data): number | undefined {
  // @ts-expect-error a label is no number
  return page.features?.edges[0]?.node.label
}
