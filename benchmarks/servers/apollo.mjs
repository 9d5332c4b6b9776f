// Apollo Server as it ships.
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { resolvers, typeDefs } from './graph.mjs'

const server = new ApolloServer({ typeDefs, resolvers })
await startStandaloneServer(server, { listen: { port: Number(process.argv[3]), host: '127.0.0.1' } })
