/*
 * The lesson as this device keeps it: one phase at a time, a clock that ends when the server said, and tallies that
 * wait until there is a network. Nothing here needs an answer from anywhere.
 */
import { read, send, waiting, write } from "../js/kept.js";

const EVERY = 20_000;
const MINUTE = 60_000;
const root = document.querySelector("[data-stored]");
const given = root.dataset.stored;
const phases = [...root.querySelectorAll("[data-phase]")];
const controls = root.querySelector("[data-controls]");
const chip = document.querySelector("[data-chip]");
const back = document.querySelector("[data-back]");

const now = () => Date.now() - (read(given)?.ahead ?? 0); /* the server's clock */

function draw() {
    const { phase, run, over } = read(given);
    phases.forEach((one, place) => { one.hidden = place !== phase; });
    controls.hidden = Boolean(over);
    controls.querySelector("[data-go='1']").hidden = phase + 1 >= phases.length;
    controls.querySelector("[data-go='-1']").hidden = phase === 0;
    if (run) back.href = `/t/run/${run}/`;
    back.hidden = !navigator.onLine;
    for (const one of root.querySelectorAll("[data-item]")) {
        one.querySelector("[data-counted]").hidden = !(one.dataset.item in (read(given).done ?? {}));
    }
    tick();
}

function tick() {
    const { phase, ends } = read(given);
    const left = Math.round((ends - now()) / 1000);
    const minutes = Math.floor(Math.abs(left) / 60);
    const rest = String(Math.abs(left) % 60).padStart(2, "0");
    phases[phase].querySelector("[data-clock]").textContent = `${left < 0 ? "+" : ""}${minutes}:${rest}`;
}

function tell(word) {
    const count = waiting(given);
    const words = { sent: chip.dataset.none, stale: chip.dataset.stale, signedOut: chip.dataset.signedOut, running: chip.dataset.running }[word] ?? "";
    const queue = count === 1 ? chip.dataset.one : count ? `${chip.dataset.many} ${count}` : "";
    chip.textContent = [words, queue].filter(Boolean).join(" ");
    chip.hidden = !chip.textContent;
}

async function sendAll() {
    try {
        const word = await send(given);
        if (word === "stale" || word === "sent") draw();
        if (word) tell(word); /* nothing to send is no news: what was told stays until the next count */
    } catch {
        tell("");
    }
}

function go(to) {
    if (!phases[to]) return;
    write(given, { phase: to, ends: now() + Number(phases[to].dataset.minutes) * MINUTE, moved: true });
    draw();
    phases[to].querySelector("h1").focus();
    scrollTo(0, 0);
    sendAll();
}

/* A lesson that nobody began with a network begins here; one that did goes on where the server last said it stood. */
const state = read(given);
if (typeof state?.phase !== "number" || !phases[state.phase]) {
    write(given, { phase: 0, ends: now() + Number(phases[0].dataset.minutes) * MINUTE });
}

/* The same draft as on the page with a network; what was saved here stands in its form again. */
for (const one of root.querySelectorAll("[data-item]")) {
    const form = one.querySelector("form");
    form.dataset.name = `${read(given).run ?? given} ${one.dataset.item}`;
    const { counts, bands, present } = read(given).done?.[one.dataset.item] ?? { counts: {}, bands: {} };
    for (const field of form.querySelectorAll("[data-option]")) {
        field.value = (field.name.startsWith("count") ? counts : bands)[field.dataset.option] ?? "";
    }
    form.elements.present.value = present ?? read(given).present ?? "";
}

root.addEventListener("click", ({ target }) => {
    if (target.dataset.go) go(read(given).phase + Number(target.dataset.go));
    if ("extend" in target.dataset) {
        write(given, { ends: Math.max(read(given).ends, now()) + 5 * MINUTE, moved: true });
        tick();
    }
    if ("over" in target.dataset && target.matches("button")) {
        write(given, { over: true });
        draw();
        sendAll();
    }
});

root.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    const numbers = [...form.querySelectorAll("input[name^=count-]")].filter((one) => one.value !== "");
    const bands = [...form.querySelectorAll("select[name^=band-]")].filter((one) => one.value);
    const { item } = form.closest("[data-item]").dataset;
    const present = form.elements.present.value;
    const tally = {
        counts: Object.fromEntries(numbers.map((one) => [one.dataset.option, Number(one.value)])),
        bands: Object.fromEntries(bands.map((one) => [one.dataset.option, one.value])),
        present: present && Number(present) ? Number(present) : null,
    };
    const { tallies, done } = read(given);
    write(given, { present: tally.present ?? read(given).present, tallies: { ...tallies, [item]: tally }, done: { ...done, [item]: tally } });
    sessionStorage.removeItem(`tally ${form.dataset.name}`);
    form.closest("details").open = false;
    draw();
    tell("");
    sendAll();
});

draw();
tell("");
sendAll();
setInterval(tick, 1000);
setInterval(sendAll, EVERY);
addEventListener("online", () => { draw(); sendAll(); });
addEventListener("offline", draw);
document.addEventListener("visibilitychange", () => { if (!document.hidden) { tick(); sendAll(); } });
