// mercurius with graphql-jit, which compiles an operation when it is first seen.
import Fastify from 'fastify'
import mercurius from 'mercurius'
import { resolvers, typeDefs } from './graph.mjs'

const app = Fastify()
app.register(mercurius, { schema: typeDefs, resolvers, jit: 1 })
await app.listen({ port: Number(process.argv[3]), host: '127.0.0.1' })
