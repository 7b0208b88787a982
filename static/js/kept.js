/*
 * What a teacher's device keeps so that a lesson goes on without a network: one page for each lesson, where it stands,
 * and what was counted until it is sent. No name of a student is ever among it; all of it goes at sign-out.
 */
export const PAGES = "staff-1";
const FILES = "files-1";
const STATE = "lesson ";
const LEFT = "/my/offline/left"; /* the worker's mark that somebody has left */
const PATIENCE = 15_000;

export const isAble = isSecureContext && "serviceWorker" in navigator && "caches" in globalThis;
const pathOf = (given) => `/t/l/${given}/stored/`;

export const read = (given) => JSON.parse(localStorage.getItem(STATE + given) ?? "null");
export const write = (given, more) => localStorage.setItem(STATE + given, JSON.stringify({ tallies: {}, ...read(given), ...more }));
export const begin = (given) => localStorage.setItem(STATE + given, JSON.stringify({ tallies: {} })); /* another lesson */
export const kept = () => Object.keys(localStorage).filter((name) => name.startsWith(STATE)).map((name) => name.slice(STATE.length));
export const isKept = async (given) => Boolean(read(given) && await caches.match(pathOf(given), { cacheName: PAGES }));
export const waiting = (given) => Object.keys(read(given)?.tallies ?? {}).length;

/* Keeps the page of a lesson, under its run's address too, with every file it needs. */
export async function keep(given, run) {
    await navigator.serviceWorker.register("/worker.js", { scope: "/" });
    const reply = await fetch(pathOf(given), { redirect: "manual", cache: "no-store" });
    if (!reply.ok) throw new Error(String(reply.status));
    const pages = await caches.open(PAGES);
    const files = await caches.open(FILES);
    const text = await reply.clone().text();
    for (const [, url] of text.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)) {
        const file = url.split("#")[0];
        if (!(await files.match(file))) await files.add(file);
    }
    /* The server gave the page to somebody who signed in on purpose; left in another tab meanwhile, nothing is kept. */
    if (/(?:^|;\s*)left=1(?:;|$)/.test(document.cookie)) throw new Error("left");
    await files.delete(LEFT);
    if (run) await pages.put(`/t/run/${run}/`, reply.clone());
    await pages.put(pathOf(given), reply);
    write(given, {});
    return new Blob([text]).size;
}

/* Everything that stood here is gone; nothing that was counted is sent any more. */
export async function forget() {
    for (const given of kept()) localStorage.removeItem(STATE + given);
    await globalThis.caches?.delete(PAGES);
}

async function ask(url, options) {
    const reply = await fetch(url, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...options });
    if (reply.type === "opaqueredirect" || reply.status === 403) return { word: "signedOut" };
    if (reply.status === 404) return { word: "gone" };
    if (reply.status === 409) return { word: (await reply.json()).error };
    if (!reply.ok) throw new Error(String(reply.status));
    return reply.json();
}

/* Sends what was counted; each tally is forgotten once the server has it, and not before. One sending at a time. */
let busy = Promise.resolve();

export function send(given) {
    const next = busy.then(() => sendNow(given));
    busy = next.catch(() => {});
    return next;
}

async function sendNow(given) {
    const state = read(given);
    if (!state || !(waiting(given) || state.moved || state.over)) return "";
    const door = `/t/l/${given}/sync/`;
    const { token, word } = await ask(door);
    if (word) return word;
    const { run, version, phase, ends, moved, over, tallies } = state;
    const body = { run, over: Boolean(over), tallies, ...(moved ? { version, phase, ends } : {}) };
    const told = await ask(door, {
        method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify(body),
    });
    if (told.word) return told.word;
    const left = read(given);
    for (const item of [...told.saved, ...told.unknown]) {
        if (JSON.stringify(left.tallies[item]) === JSON.stringify(tallies[item])) delete left.tallies[item];
    }
    write(given, { ...left, run: told.run, version: told.version, moved: false, over: false });
    if (over && !told.stale && !waiting(given)) begin(given);
    return told.stale ? "stale" : "sent";
}
