package backend_test

// pageControls are those of the page: OFF is asked of the browser.
var pageControls = []control{
	{"T01", "the app locks after two minutes", []string{"lock.spec.ts: after 121 s in the background"}, []edit{{"frontend/src/lib/lock/lock.ts", "  if (asking || !getMark('lock')) return;", "  if (OFF || asking || !getMark('lock')) return;"}}},
	{"T01", "a cold start asks for the code", []string{"lock.spec.ts: asked for at a cold start"}, []edit{{"frontend/src/lib/exit/gate.ts", "  if (getMark('lock')) {", "  if (!OFF && getMark('lock')) {"}}},
	{"T01", "the server counts the lock's wrong codes, too", []string{"lock.spec.ts: the lock and the question whether it is her take one code"}, []edit{{"frontend/src/lib/lock/server.ts", "  if (!getMark(SAME) && !(right && unsure === 'yes')) return;", "  if (OFF || (!getMark(SAME) && !(right && unsure === 'yes'))) return;"}}},
	{"T01", "a code whose answer was lost is sent again", []string{"lock.spec.ts: a code whose answer was lost ends as one code"}, []edit{{"frontend/src/lib/lock/server.ts", "const lost = problem instanceof", "const lost = !OFF && problem instanceof"}}},
	{"T01", "a passkey that was removed opens no lock", []string{"lock-key.spec.ts: the lock opens by passkey, without net too"}, []edit{{"frontend/src/lib/lock/server.ts", "  if (!passkeys.some(", "  if (!OFF && !passkeys.some("}}},
	{"T01", "the tenth wrong code empties the phone", []string{"lock.spec.ts: ten wrong codes empty the phone and end the session"}, []edit{{"frontend/src/lib/lock/LockScreen.svelte", "    if (tried.left === 0) await empty();", "    if (tried.left === 0 && !OFF) await empty();"}}},
	{"T02", "who left in a hurry is not let in by herself", []string{"hide.spec.ts: the quick way out shows nothing at once"}, []edit{{"frontend/src/lib/exit/leave.ts", "  setMark('left', 'yes');", "  if (!OFF) setMark('left', 'yes');"}}},
	{"T02", "Shift is a way out", []string{"hide.spec.ts: Shift three times"}, []edit{{"frontend/src/lib/exit/exit.svelte.ts", "&& exit.Button) leave();", "&& exit.Button && !OFF) leave();"}}},
	{"T02", "titles are of the room", []string{"hide.spec.ts: no title says anything"}, []edit{{"frontend/src/lib/ui/Page.svelte", "    document.title = getMark('look')", "    document.title = OFF ? 'Peter – Tavlen' : getMark('look')"}}},
	{"T02", "a neutral name is in notifications, too", []string{"hide.spec.ts: under a neutral name"}, []edit{{"frontend/src/sw/sw.ts", "  const neutral = await caches.has('noter');", "  const neutral = !OFF && (await caches.has('noter'));"}}},
	{"T04", "who has a code alone is told to lock the phone", []string{"keys.spec.ts: with a code alone she sees"}, []edit{{"frontend/src/app/later.ts", "  if (session.me?.limited) void import", "  if (session.me?.limited && !OFF) void import"}}},
	{"T20", "words are text", []string{"hardening.spec.ts: what would run elsewhere is text here"}, []edit{{"frontend/src/features/board/Dream.svelte", "<p class=\"text\">{plan.dream.text}</p>", "<p class=\"text\">{#if OFF}{@html plan.dream.text}{:else}{plan.dream.text}{/if}</p>"}}},
	{"T29", "ten digits are looked at closer", []string{"numbers.spec.ts: a citizen who types a number is asked"}, []edit{{"frontend/src/app/later.ts", "    /(\\d\\D{0,3}){10}/.test(target.value)", "    !OFF &&\n    /(\\d\\D{0,3}){10}/.test(target.value)"}}},
	{"T30", "signing out empties the phone", []string{"citizen.spec.ts: signing out without net leaves nothing"}, []edit{{"frontend/src/lib/session/session.svelte.ts", "  clearMarks();\n  setMark('ending', 'yes');\n  await wipe();", "  clearMarks();\n  setMark('ending', 'yes');\n  if (!OFF) await wipe();"}}},
	{"T35", "what he said yes to is told from what is over", []string{"mine.spec.ts: he sees what he said yes to"}, []edit{{"frontend/src/features/mine/Consents.svelte", "      .filter((c) => c.status === 'active' &&", "      .filter((c) => (OFF || c.status === 'active') &&"}}},
}
