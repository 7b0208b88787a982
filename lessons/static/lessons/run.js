/*
 * The teacher's clock and the newest state. The clock counts against the server's own time, so that sleep, reload or
 * a wrong phone clock cannot move it. Without this file the page says when the phase ends, and every button works.
 */
const EVERY = 5000;
const clock = document.querySelector("[data-ends]");
const watched = document.querySelector("[data-state-url]");
const drawnAt = performance.timeOrigin + performance.now();
const ahead = clock ? drawnAt / 1000 - Number(clock.dataset.now) : 0;
let etag = "";

function tick() {
    const left = Number(clock.dataset.ends) - (Date.now() / 1000 - ahead);
    const minutes = Math.floor(Math.abs(left) / 60);
    const rest = String(Math.floor(Math.abs(left) % 60)).padStart(2, "0");
    clock.textContent = left >= 0 ? `${minutes}:${rest}` : `+${minutes}:${rest}`;
}

async function look() {
    if (document.hidden) return;
    try {
        const answer = await fetch(watched.dataset.stateUrl, { cache: "no-store", headers: etag ? { "If-None-Match": etag } : {} });
        if (answer.status === 304) return;
        if (answer.redirected || !answer.ok) return;
        etag = answer.headers.get("ETag") ?? "";
        const [version, leads, ...counts] = (await answer.text()).split(" ");
        if (`${version} ${leads}` !== watched.dataset.state) location.reload();
        counts.forEach((count, place) => {
            const shown = document.querySelector(`[data-count="${place}"]`);
            if (shown) shown.textContent = count;
        });
    } catch { /* no network now: the lesson goes on as it stands, and the next look may find it again */ }
}

/* The screen that holds the plan should not fall asleep; where a browser knows no such wish, nothing is lost. */
async function stayAwake() {
    try {
        if (!document.hidden) await navigator.wakeLock?.request("screen");
    } catch { /* refused, as on a low battery */ }
}

if (clock) {
    tick();
    setInterval(tick, 1000);
}
if (watched) {
    look();
    setInterval(look, EVERY);
    stayAwake();
    document.addEventListener("visibilitychange", () => {
        look();
        stayAwake();
    });
}
