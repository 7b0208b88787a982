/*
 * What a trainer's device keeps of observations: checklists that wait for a network, under whose sign-in they were made,
 * and one page for each dossier. Whatever was sent is forgotten here; what was not stays until the same person is back.
 */
const PAGES = "staff-1"; /* shared with lessons: it goes at sign-out */
const FILES = "files-1";
const WAITS = "checklist ";
const PATIENCE = 15_000;
const EVERY = 20_000;
const chip = document.querySelector("[data-outbox]");
export const who = chip?.dataset.who ?? "";

export const waiting = () => Object.keys(localStorage).filter((name) => name.startsWith(WAITS))
    .map((name) => [name, JSON.parse(localStorage.getItem(name))]).filter(([, one]) => one.who === who);
export const queue = (key, door, fields) => localStorage.setItem(WAITS + key, JSON.stringify({ who, door, fields, at: Date.now() }));
export const queued = (key) => JSON.parse(localStorage.getItem(WAITS + key) ?? "null");

/* Keeps a page with the files it needs; the worker shows it where the network fails. */
export async function carry(url) {
    await navigator.serviceWorker.register("/worker.js", { scope: "/" });
    const reply = await fetch(url, { redirect: "manual", cache: "no-store" });
    if (!reply.ok) throw new Error(String(reply.status));
    const files = await caches.open(FILES);
    const text = await reply.clone().text();
    for (const [, found] of text.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)) {
        const file = found.split("#")[0];
        if (!(await files.match(file))) await files.add(file);
    }
    await (await caches.open(PAGES)).put(url, reply);
}

async function ask(door, body) {
    const more = body ? { method: "POST", body } : {};
    const reply = await fetch(door, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...more });
    if (reply.type === "opaqueredirect" || reply.status === 403) return { word: "signedOut" };
    if (reply.ok || reply.status === 422) return { ...(await reply.json()), taken: reply.ok };
    throw new Error(String(reply.status));
}

/* Sends one checklist; it is forgotten once the server has it, and not before. */
async function sendOne(name, { door, fields, at }) {
    const { token, word } = await ask(door);
    if (word) return { word };
    const told = await ask(door, new URLSearchParams({ ...fields, csrfmiddlewaretoken: token }));
    if (told.taken && JSON.parse(localStorage.getItem(name) ?? "{}").at === at) localStorage.removeItem(name);
    return told;
}

/* One sending at a time. Returns what the server said of each, by its key. */
let busy = Promise.resolve();
export function send() {
    const next = busy.then(async () => {
        const told = {};
        for (const [name, one] of waiting()) {
            told[name.slice(WAITS.length)] = await sendOne(name, one).catch(() => ({ word: "away" }));
        }
        tell(told);
        return told;
    });
    busy = next.catch(() => {});
    return next;
}

function tell(told) {
    if (!chip) return;
    const count = waiting().length;
    const words = Object.values(told);
    const said = words.find((one) => one.error)?.error ?? (words.some((one) => one.word === "signedOut") ? chip.dataset.signedOut : "");
    const left = count === 1 ? chip.dataset.one : count ? `${chip.dataset.many} ${count}` : words.length ? chip.dataset.none : "";
    const conflict = words.find((one) => one.conflict)?.conflict;
    chip.textContent = [said, conflict && chip.dataset.conflict, left].filter(Boolean).join(" ");
    if (conflict) {
        const link = document.createElement("a");
        link.href = conflict;
        link.textContent = chip.dataset.compare;
        chip.append(" ", link);
    }
    chip.hidden = !chip.textContent;
}

const button = document.querySelector("[data-carry]");
if (button && isSecureContext && "serviceWorker" in navigator && "caches" in globalThis) {
    button.hidden = false;
    const note = document.querySelector("[data-carried]");
    const keep = () => carry(button.dataset.carry).then(() => { note.textContent = button.dataset.done; }, () => { note.textContent = button.dataset.failed; });
    button.addEventListener("click", keep);
    /* A page that lies here already is made new whenever its dossier is opened. */
    caches.match(button.dataset.carry, { ignoreVary: true }).then((kept) => { if (kept) keep(); });
}
if (who) {
    send();
    setInterval(() => { if (waiting().length) send(); }, EVERY);
    addEventListener("online", send);
}
