/*
 * Learning without a network. Pages of the class are kept by the service worker; an answer that cannot be sent is
 * sealed with the server's public key, so that this device can write it and never read it back, and waits in the
 * outbox until any page of ours is opened with a network. What was typed stays in sessionStorage, which dies with the
 * tab. Without this file every page is a plain form.
 */
const chip = document.querySelector("[data-sync]");
const codes = document.querySelector("[data-codes]");
const subtle = globalThis.crypto?.subtle;
const isAble = isSecureContext && subtle && "serviceWorker" in navigator && "indexedDB" in globalThis;
const PATIENCE = 15_000; /* ms for one answer on a bad line */
const EVERY = 30_000;
const OLDEST = 40 * 24 * 3600 * 1000;
const DEVICES = 1000; /* the last three digits of a sequence are this device's own */
const NAMELESS = ["csrfmiddlewaretoken", "sequence"];
const encode = (text) => new TextEncoder().encode(text);
const recall = (name) => JSON.parse(sessionStorage.getItem(name) ?? "null");
const keep = (name, value) => sessionStorage.setItem(name, JSON.stringify(value));

/* Somebody else signed in: this tab holds nothing of whoever sat here before. */
const visit = /(?:^|;\s*)visit=([^;]*)/.exec(document.cookie)?.[1] ?? "";
if (recall("visit") !== visit) {
    sessionStorage.clear();
    keep("visit", visit);
}

/* --- The outbox ------------------------------------------------------------------------------------------------ */
const LONG = 3 * 24 * 3600 * 1000; /* some browsers forget what a site keeps after a week without a visit */
let oldest = Infinity;
let waiting = []; /* what the outbox holds, for the beacon of a page that is being left */

function database() {
    return new Promise((done, fail) => {
        const ask = indexedDB.open("orientir", 1);
        ask.onupgradeneeded = () => ask.result.createObjectStore("outbox", { autoIncrement: true });
        ask.onsuccess = () => done(ask.result);
        ask.onerror = () => fail(ask.error);
    });
}

async function change(mode, act) {
    const db = await database();
    return new Promise((done, fail) => {
        const work = db.transaction("outbox", mode, { durability: "strict" });
        const result = act(work.objectStore("outbox"));
        work.oncomplete = () => { db.close(); done(result?.result); };
        work.onabort = work.onerror = () => { db.close(); fail(work.error); };
    });
}

async function entries() {
    const found = [];
    await change("readonly", (box) => {
        box.openCursor().onsuccess = ({ target: { result } }) => {
            if (!result) return;
            found.push({ key: result.key, ...result.value });
            result.continue();
        };
    });
    waiting = found.map((entry) => entry.sealed);
    oldest = Math.min(...found.map((entry) => entry.at));
    if (codes) codes.hidden = !found.length;
    return found;
}

const fromText = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const toText = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...new Uint8Array(part)]));

async function seal(entry, key) {
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const point = fromText(key);
    const pair = await subtle.generateKey(curve, false, ["deriveBits"]);
    const own = await subtle.exportKey("raw", pair.publicKey);
    const server = await subtle.importKey("raw", point, curve, false, []);
    const shared = await subtle.deriveBits({ name: "ECDH", public: server }, pair.privateKey, 256);
    const base = await subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const derive = { name: "HKDF", hash: "SHA-256", salt: joined(own, point), info: encode("orientir outbox 1") };
    const cipherKey = await subtle.deriveKey(derive, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const text = JSON.stringify(entry);
    /* Spaces hide how long the answer is. */
    const content = encode(text.padEnd(Math.ceil(text.length / 256) * 256));
    const cipher = await subtle.encrypt({ name: "AES-GCM", iv: nonce }, cipherKey, content);
    const mark = (await subtle.digest("SHA-256", point)).slice(0, 4);
    return toText(joined([1], mark, own, nonce, cipher));
}

function show(text) {
    if (!chip) return;
    chip.textContent = text;
    chip.hidden = !text;
}

const showWaiting = (count) => show(count ? `${chip?.dataset.waiting} (${count})${Date.now() - oldest > LONG ? `. ${chip?.dataset.long}` : ""}` : "");

let isSending = false;

/* Sends what waits; the server answers for each entry, and only then is it forgotten. Doubles do no harm. */
async function send() {
    if (isSending || !isAble) return false;
    isSending = true;
    try {
        let held = await entries();
        const count = held.length;
        while (held.length) {
            const some = held.slice(0, 50);
            const reply = await fetch("/sync/answers/", {
                method: "POST", credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
                headers: { "Content-Type": "application/json" },
                body: JSON.stringify({ sealed: some.map((entry) => entry.sealed) }),
            });
            if (!reply.ok) throw new Error(String(reply.status));
            const { outcomes } = await reply.json();
            /* What another key sealed may still be opened after the server got its old key back. */
            const done = some.filter((entry, place) => outcomes[place] !== "sealed" || Date.now() - entry.at > OLDEST);
            await change("readwrite", (box) => { for (const { key } of done) box.delete(key); });
            if (done.length < some.length) break;
            held = await entries();
        }
        held = await entries();
        if (held.length) showWaiting(held.length);
        else if (count) show(`${chip?.dataset.sent} ${new Date().toTimeString().slice(0, 5)}`);
        return !held.length;
    } catch {
        showWaiting(waiting.length);
        return false;
    } finally {
        isSending = false;
    }
}

/* --- One answer ------------------------------------------------------------------------------------------------ */
const ticketOf = (assignment) => recall("tickets")?.tickets?.[assignment];

function device() {
    const number = recall("device") ?? 1 + (crypto.getRandomValues(new Uint16Array(1))[0] % (DEVICES - 1));
    keep("device", number);
    return number;
}

function fieldsOf(form) {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
        if (!NAMELESS.includes(name) && typeof value === "string") (fields[name] ??= []).push(value);
    }
    return fields;
}

/* The server reads every answer itself; this only keeps half-filled ones from waiting in vain. */
function isComplete(form) {
    const fields = fieldsOf(form);
    if (Object.entries(fields).some(([name, values]) => values.includes("dont_know") || (name === "dont_know" && values.some(Boolean)))) return true;
    const typed = [...form.querySelectorAll("select, input:not([type=radio], [type=checkbox], [type=hidden]), textarea")];
    if (typed.length && !form.querySelector("[data-partial]")) {
        const values = typed.map((one) => one.value.trim());
        const places = [...form.querySelectorAll("select[name^=position-]")].map((one) => one.value);
        return values.every(Boolean) && new Set(places).size === places.length;
    }
    const groups = new Set([...form.querySelectorAll("input[type=radio]")].map((one) => one.name));
    const isEachChosen = [...groups].every((name) => fields[name]?.some(Boolean));
    return isEachChosen && Object.values(fields).some((values) => values.some(Boolean));
}

function remember(attempt, item, note) {
    const work = recall("work") ?? {};
    (work[attempt] ??= {})[item] = { ...work[attempt]?.[item], ...note };
    keep("work", work);
}

async function store(assignment, entry) {
    const { attempt, ticket } = ticketOf(assignment);
    if (entry.kind === "answer") {
        const last = recall("work")?.[attempt]?.[entry.item]?.sequence ?? 0;
        const round = Math.max(Math.floor(last / DEVICES) + 1, Math.floor((entry.base ?? 0) / DEVICES), 1);
        entry.sequence = round * DEVICES + device();
        delete entry.base;
    }
    const sealed = await seal({ ...entry, ticket }, recall("tickets").key);
    await change("readwrite", (box) => box.add({ sealed, at: Date.now() }));
    if (entry.kind === "answer") remember(attempt, entry.item, { sequence: entry.sequence, fields: entry.fields });
    showWaiting((await entries()).length);
}

/* A question with a network: one small post; without one it is sealed and the stored quiz goes on. */
async function answer(event) {
    const form = event.target;
    const { assignment, item, number } = form.dataset;
    const ticket = ticketOf(assignment);
    if (!ticket || !isAble) return;
    event.preventDefault();
    const button = form.querySelector("button");
    button?.setAttribute("aria-busy", "true");
    const sequence = Number(form.elements.sequence.value);
    const fields = fieldsOf(form);
    try {
        const reply = await fetch(form.action, {
            method: "POST", body: new FormData(form), headers: { Accept: "application/json" },
            signal: AbortSignal.timeout(PATIENCE),
        });
        if (reply.status === 422 || reply.status === 409 || reply.status === 403) return form.submit();
        if (!reply.ok) throw new Error(String(reply.status));
        if (reply.headers.get("Content-Type")?.startsWith("application/json")) {
            remember(ticket.attempt, item, { sequence, fields });
            return location.assign((await reply.json()).next);
        }
    } catch { /* no network, or a server that is away: go on below */ }
    if (!isComplete(form)) {
        button?.removeAttribute("aria-busy");
        return show(chip?.dataset.incomplete ?? "");
    }
    try {
        await store(assignment, { kind: "answer", item, base: sequence, fields, language: document.documentElement.lang });
        await send();
        location.assign(`/my/q/stored/${assignment}/#${Number(number) + 1}`);
    } catch {
        button?.removeAttribute("aria-busy");
        show(chip?.dataset.unsaved ?? "");
    }
}

/* --- The stored quiz ------------------------------------------------------------------------------------------- */
function fill(form, fields) {
    for (const control of form.elements) {
        const values = fields[control.name];
        if (!values) continue;
        if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
        else control.value = values[0] ?? "";
    }
}

/* The page holds every question of the quiz; the ticket says which of them this attempt asks, and in which order. */
function arrange(root, items) {
    const rows = new Map([...root.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
    const sections = new Map([...root.querySelectorAll("form[data-item]")].map((form) => [form.dataset.item, form.closest("[data-part]")]));
    for (const one of [...rows.values(), ...sections.values()]) one.remove();
    const last = root.querySelector("[data-send]").closest("[data-part]");
    items.forEach((item, at) => {
        const section = sections.get(item);
        section.dataset.part = String(at + 1);
        section.querySelector("[data-place]").textContent = root.dataset.place.replace("{n}", at + 1).replace("{c}", items.length);
        for (const link of section.querySelectorAll("[data-step]")) {
            link.href = `#${at + 1 + Number(link.dataset.step)}`;
            link.hidden = link.hash === "#0";
        }
        last.before(section);
        rows.get(item).querySelector("a").href = `#${at + 1}`;
        last.querySelector("ol").append(rows.get(item));
    });
    last.dataset.part = String(items.length + 1);
}

function playStoredQuiz(root) {
    const assignment = root.dataset.storedQuiz;
    const ticket = isAble && ticketOf(assignment);
    if (!ticket) return;
    /* On its own page every question has the same ids; here they stand side by side. */
    [...root.querySelectorAll("form[data-item]")].forEach((form, number) => {
        for (const one of form.querySelectorAll("[id^=choice-]")) one.id += `-${number}`;
        for (const label of form.querySelectorAll("label[for]")) label.htmlFor += `-${number}`;
    });
    if (ticket.items) arrange(root, ticket.items);
    const parts = new Map([...root.children].map((part) => [part.dataset.part, part]));
    const work = () => recall("work")?.[ticket.attempt] ?? {};
    for (const form of root.querySelectorAll("form[data-item]")) fill(form, work()[form.dataset.item]?.fields ?? {});

    function turn(name) {
        const part = parts.get(name) ?? parts.get("1");
        for (const other of parts.values()) other.hidden = other !== part;
        for (const row of root.querySelectorAll("[data-row]")) row.querySelector("[data-empty]").hidden = row.dataset.row in work() || ticket.answered?.includes(row.dataset.row);
        document.getElementById("content")?.focus();
        scrollTo(0, 0);
    }

    root.addEventListener("submit", async (event) => {
        event.preventDefault();
        const form = event.target;
        const here = form.closest("[data-part]").dataset.part;
        try {
            if (form.matches("[data-send]")) {
                await store(assignment, { kind: "send" });
                if (await send()) location.assign(`/my/q/${ticket.attempt}/done/`);
                else turn("sent");
                return;
            }
            if ("stored" in form.dataset) {
                const problem = form.querySelector("[data-problem]");
                problem.hidden = isComplete(form);
                if (!problem.hidden) return problem.focus();
                await store(assignment, { kind: "answer", item: form.dataset.item, fields: fieldsOf(form), language: root.dataset.language });
                send();
            }
            location.hash = String(Number(here) + 1);
        } catch {
            show(chip?.dataset.unsaved ?? "");
        }
    });
    addEventListener("hashchange", () => turn(location.hash.slice(1)));
    turn(location.hash.slice(1) || "1");
}

/* --- What this device keeps ------------------------------------------------------------------------------------ */
async function tellWorker(message) {
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage(message);
}

const own = () => [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((one) => one.href ?? one.src);

async function stock() {
    const reply = await fetch("/my/offline/contents/", { redirect: "manual", cache: "no-store" });
    if (!reply.ok) return;
    const { owner, lessons, key, tickets } = await reply.json();
    keep("tickets", { key, tickets, at: Date.now() });
    const wanted = lessons.filter((lesson) => lesson.next && !navigator.connection?.saveData);
    await tellWorker({ kind: "keep", owner, lessons: wanted, language: document.documentElement.lang, files: own() });
}

async function listStored(list) {
    const kept = await caches.match("/my/offline/list");
    const { lessons } = kept ? await kept.json() : { lessons: [] };
    for (const { title, url } of lessons) {
        const link = Object.assign(document.createElement("a"), { href: url, textContent: title });
        const row = document.createElement("li");
        row.append(link);
        list.append(row);
    }
}

/* A page of an attempt that cannot be reached goes on in the stored quiz. */
function goOnStored() {
    const [, attempt, number] = /^\/my\/q\/([a-z0-9]{10})\/(\d*)/.exec(location.pathname) ?? [];
    const found = Object.entries(recall("tickets")?.tickets ?? {}).find(([, ticket]) => ticket.attempt === attempt);
    if (found) location.replace(`/my/q/stored/${found[0]}/#${number || 1}`);
}

if (isAble) {
    const storedQuiz = document.querySelector("[data-stored-quiz]");
    const list = document.querySelector("[data-stored-list]");
    if (storedQuiz) playStoredQuiz(storedQuiz);
    if (list) { goOnStored(); listStored(list); }
    const question = document.querySelector("form.question[data-assignment]");
    question?.addEventListener("submit", answer);
    document.querySelector("form[action*=sign-out], form[data-sign-out]")?.addEventListener("submit", () => {
        sessionStorage.clear();
        navigator.serviceWorker.controller?.postMessage({ kind: "forget" });
    });
    document.addEventListener("leaving", () => {
        if (waiting.length) navigator.sendBeacon("/sync/answers/", JSON.stringify({ sealed: waiting }));
    });
    codes?.querySelector("[data-draw]").addEventListener("click", async () => {
        (await import(codes.dataset.codes)).show(codes, (await entries()).map((entry) => entry.sealed));
    });
    addEventListener("online", send);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
    setInterval(() => { if (waiting.length) send(); }, EVERY);
    navigator.serviceWorker.register("/worker.js", { scope: "/" }).then(async () => {
        await send();
        if (question) await tellWorker({ kind: "keep-quiz", url: `/my/q/stored/${question.dataset.assignment}/` });
        if (!storedQuiz && !list && navigator.onLine && Date.now() - (recall("tickets")?.at ?? 0) > 60_000) await stock();
    }).catch(() => { /* private windows refuse workers: the page works as it is */ });
}
