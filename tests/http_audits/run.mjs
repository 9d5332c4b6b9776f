// Runs every audit against the address given; prints what each came to as JSON.
import { serverAudits } from 'graphql-http'

const audits = serverAudits({ url: process.argv[2] })
const told = []
for (const audit of audits) {
  const result = await audit.fn()
  told.push({ id: audit.id, name: audit.name, status: result.status, reason: result.reason ?? null })
}
console.log(JSON.stringify(told))
