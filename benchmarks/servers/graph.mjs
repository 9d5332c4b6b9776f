// The graph in memory, as a Node team would hold it: records by id, listings by key, resolvers that follow ids.
// Knows what the benchmark's operations ask and no more.
import { readFileSync } from 'node:fs'

const { schema, records, listings, names } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
export const typeDefs = schema

const one = (id) => (id ? records[id] : null)
const all = (ids) => ids.map(one)
const evidence = (record, { first }) => record.evidence.slice(0, first)
const count = (record) => record.evidence.length
const cursor = (key) => Buffer.from(key, 'base64').toString('base64url')

function connection(rows, { first }) {
  const page = rows.slice(0, first ?? 50)
  const nodes = page.map(([, id]) => records[id])
  return {
    nodes,
    edges: page.map(([key], nth) => ({ cursor: cursor(key), node: nodes[nth] })),
    totalCount: rows.length,
    pageInfo: {
      hasNextPage: rows.length > page.length,
      hasPreviousPage: false,
      startCursor: page.length ? cursor(page[0][0]) : null,
      endCursor: page.length ? cursor(page.at(-1)[0]) : null,
    },
  }
}

const named = { evidence, evidenceCount: count }
const text = (path) => all(path.nodes).map((node) => node.label).join(' > ')
const kindOf = { Entry: 'Entry', Feature: 'Feature', MenuNode: 'MenuNode', Concept: 'Concept' }

export const resolvers = {
  Query: {
    feature: (_, { ref }) => one(names.Feature[ref]),
    concept: (_, { ref }) => one(names.Concept[ref]),
    features: (_, given) => connection(listings.features, given),
  },
  Node: { __resolveType: (record) => kindOf[record.type] ?? record.type },
  Named: { __resolveType: (record) => record.type },
  Feature: { ...named, locations: (feature) => all(feature.locations) },
  Concept: {
    ...named,
    constraints: (concept, given) => connection(listings[`constraints:${concept.id}`] ?? [], given),
  },
  MenuNode: named,
  MenuPath: {
    nodes: (path) => all(path.nodes),
    text,
    breadcrumb: (path) => all(path.nodes).map((node, at) => ({ position: at + 1, name: node.label, key: node.id, node })),
  },
  Constraint: { feature: (rule) => one(rule.feature), evidence },
  Condition: { concept: (condition) => one(condition.concept) },
  Evidence: { entry: (words) => one(words.entry) },
}
