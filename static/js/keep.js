/*
 * On a teacher's pages with a network: keeps a lesson on this device when asked, notes where a running one stands, and
 * sends what was counted without a network. Without this file nothing is kept, and every page works.
 */
import { begin, forget, isAble, isKept, keep, kept, read, send, waiting, write } from "./kept.js";

const asks = document.querySelector("[data-keep]");
const running = document.querySelector("[data-run-of]");
const note = document.querySelector("[data-keep-note]");

async function keepNow() {
    asks.setAttribute("aria-busy", "true");
    try {
        const bytes = await keep(asks.dataset.keep);
        note.textContent = `${asks.dataset.done} (${Math.ceil(bytes / 1024)} KB)`;
    } catch {
        note.textContent = asks.dataset.failed;
    }
    asks.removeAttribute("aria-busy");
    note.hidden = false;
}

/* Where the lesson stands by the server's own word; what was done without a network is sent before. */
async function follow({ runOf, run, version, phase, ends, now, present }) {
    const word = await send(runOf);
    if (word === "stale" || word === "sent") return location.reload();
    const ahead = Date.now() - Number(now);
    if (read(runOf).run !== run && !waiting(runOf)) begin(runOf);
    write(runOf, { run, version: Number(version), phase: Number(phase), ends: Number(ends), ahead, moved: false, present: Number(present) });
    await keep(runOf, run);
}

async function start() {
    if (asks) {
        asks.hidden = false;
        const given = asks.dataset.keep;
        if (read(given) && !asks.dataset.open && !waiting(given) && !read(given).over) begin(given);
        if (await isKept(given)) {
            note.textContent = asks.dataset.done;
            note.hidden = false;
        }
        asks.addEventListener("click", keepNow);
    }
    if (document.querySelector("[data-forget]")) {
        const form = document.querySelector("main form");
        await Promise.allSettled(kept().map(send));
        form.addEventListener("submit", () => { forget(); });
        return;
    }
    if (running && read(running.dataset.runOf)) await follow(running.dataset);
    else for (const given of kept()) await send(given);
}

if (isAble) start().catch(() => { /* no network now: it is sent from the next page */ });
