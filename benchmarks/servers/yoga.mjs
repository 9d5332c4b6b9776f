// GraphQL Yoga with its parser and validation caches and graphql-jit.
import { createServer } from 'node:http'
import { useGraphQlJit } from '@envelop/graphql-jit'
import { makeExecutableSchema } from '@graphql-tools/schema'
import { createYoga } from 'graphql-yoga'
import { resolvers, typeDefs } from './graph.mjs'

const schema = makeExecutableSchema({ typeDefs, resolvers })
const yoga = createYoga({ schema, logging: false, plugins: [useGraphQlJit()] })
createServer(yoga).listen(Number(process.argv[3]), '127.0.0.1')
