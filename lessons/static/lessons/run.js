/*
 * The teacher's clock and the newest state. The clock counts against the server's own time, so that sleep, reload or
 * a wrong phone clock cannot move it. Without this file the page says when the phase ends, and every button works.
 */
const EVERY = 5000;
const LOST = "2";
const clock = document.querySelector(".run-clock [data-ends]");
const watched = document.querySelector("[data-state-url]");
/* When the first byte of this page came, not when this script ran: on a slow line those are seconds apart. */
const drawnAt = performance.timeOrigin + (performance.getEntriesByType("navigation")[0]?.responseStart || performance.now());
let ahead = clock ? drawnAt - Number(clock.dataset.now) : 0; /* ms this device's clock is ahead of the server's */
let etag = "";

function tick() {
    const left = Math.round((Number(clock.dataset.ends) - (Date.now() - ahead)) / 1000);
    const minutes = Math.floor(Math.abs(left) / 60);
    const rest = String(Math.abs(left) % 60).padStart(2, "0");
    clock.textContent = left >= 0 ? `${minutes}:${rest}` : `+${minutes}:${rest}`;
}

/* A clock that was set while the page slept: every answer says when it was written, to the second. */
function compare(answer) {
    const said = Date.parse(answer.headers.get("Date") ?? "") + 500;
    if (clock && Math.abs(Date.now() - said - ahead) > 1500) ahead = Date.now() - said;
}

async function look() {
    if (document.hidden) return;
    try {
        const answer = await fetch(watched.dataset.stateUrl, { cache: "no-store", headers: etag ? { "If-None-Match": etag } : {} });
        compare(answer);
        if (answer.status === 304) return;
        if (answer.redirected || !answer.ok) return;
        etag = answer.headers.get("ETag") ?? "";
        const [version, leads, ...counts] = (await answer.text()).split(" ");
        if (`${version} ${leads}` !== watched.dataset.state) location.reload();
        counts.forEach((count, place) => {
            const shown = document.querySelector(`[data-count="${place}"]`);
            if (shown) shown.textContent = count;
        });
        const wall = document.querySelector("[data-wall]");
        if (wall) wall.hidden = counts[3] !== LOST;
    } catch { /* no network now: the lesson goes on as it stands, and the next look may find it again */ }
}

/* The screen that holds the plan should not fall asleep; where a browser knows no such wish, nothing is lost. */
async function stayAwake() {
    try {
        if (!document.hidden) await navigator.wakeLock?.request("screen");
    } catch { /* refused, as on a low battery */ }
}

/* This page comes from the server, which has the tally that was sent before it. */
sessionStorage.removeItem(sessionStorage.getItem("tally sent") ?? "");
sessionStorage.removeItem("tally sent");

if (clock) {
    tick();
    setInterval(tick, 1000);
}
if (watched) {
    /* A wall in another window of this browser need not wait for its next question to the server. */
    new BroadcastChannel("wall").postMessage(watched.dataset.state);
    look();
    setInterval(look, EVERY);
    stayAwake();
    document.addEventListener("visibilitychange", () => {
        if (clock && !document.hidden) tick();
        look();
        stayAwake();
    });
}
