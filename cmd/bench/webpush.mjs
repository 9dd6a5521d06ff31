// Sends pushes with npm's web-push for as long as it is told, and says how many and at
// what cost: the measure that the program's own sender is held against. It gets what its
// authors give it for speed: one agent that keeps its connections.
//
// stdin: {origin, ca, p256dh, auth, public, private, payload, topic, warm, seconds, hands}
// stdout: {sent, wall, cpu}, times in seconds.
import { readFileSync } from "node:fs"
import { Agent } from "node:https"
import { createRequire } from "node:module"
import { join } from "node:path"

// The packages lie in the working directory, not beside this text.
const webpush = createRequire(join(process.cwd(), "index.js"))("web-push")

const job = JSON.parse(readFileSync(0, "utf8"))
const agent = new Agent({ ca: job.ca, keepAlive: true, maxSockets: job.hands })
const phone = { endpoint: job.origin + "/push/bench", keys: { p256dh: job.p256dh, auth: job.auth } }
const options = {
  agent,
  TTL: 3600,
  urgency: "high",
  topic: job.topic,
  vapidDetails: { subject: "mailto:nobody@example.invalid", publicKey: job.public, privateKey: job.private },
}

async function during(seconds) {
  const began = process.hrtime.bigint()
  const until = began + BigInt(Math.round(seconds * 1e9))
  const cpu = process.cpuUsage()
  let sent = 0
  const hand = async () => {
    while (process.hrtime.bigint() < until) {
      await webpush.sendNotification(phone, job.payload, options)
      sent++
    }
  }
  await Promise.all(Array.from({ length: job.hands }, hand))
  const used = process.cpuUsage(cpu)
  return { sent, wall: Number(process.hrtime.bigint() - began) / 1e9, cpu: (used.user + used.system) / 1e6 }
}

await during(job.warm)
process.stdout.write(JSON.stringify(await during(job.seconds)))
agent.destroy()
