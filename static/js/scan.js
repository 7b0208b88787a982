/*
 * Sends answers on that another phone shows as codes. They are sealed: this phone cannot read them. What is read while
 * the network is away waits in this page and goes with the next try. Where the browser reads no codes itself, the
 * phone's own camera app opens this page once for each.
 */
const root = document.querySelector("[data-scan]");
const state = root.querySelector("[data-state]");
const video = root.querySelector("video");
const SEALED = /[A-Za-z0-9_-]{120,8000}/g;
const EVERY = 300; /* ms between two looks through the camera */
const AGAIN = 5_000;
const seen = new Set();
let waiting = [];
let taken = 0;
let refused = 0;
let isSending = false;

function tell() {
    const parts = [[root.dataset.sent, taken], [root.dataset.refused, refused], [root.dataset.waiting, waiting.length]];
    state.textContent = parts.filter(([, count]) => count).map(([words, count]) => `${words}: ${count}`).join(" · ");
    state.hidden = !state.textContent;
}

async function send() {
    if (isSending || !waiting.length) return;
    isSending = true;
    const some = waiting.slice(0, 50);
    try {
        const reply = await fetch("/sync/answers/", {
            method: "POST", credentials: "omit", cache: "no-store", headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ sealed: some }),
        });
        if (!reply.ok) throw new Error(String(reply.status));
        const { outcomes } = await reply.json();
        const lost = outcomes.filter((one) => one === "sealed" || one === "unreadable").length;
        taken += outcomes.length - lost;
        refused += lost;
        waiting = waiting.slice(some.length);
        setTimeout(send);
    } catch {
        setTimeout(send, AGAIN);
    } finally {
        isSending = false;
        tell();
    }
}

function take(text) {
    for (const [one] of text.slice(0, 500_000).matchAll(SEALED)) {
        if (!seen.has(one)) waiting.push(one);
        seen.add(one);
    }
    tell();
    send();
}

async function look() {
    try {
        const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        const detector = new BarcodeDetector({ formats: ["qr_code"] });
        video.srcObject = stream;
        video.hidden = false;
        await video.play();
        setInterval(async () => {
            for (const code of await detector.detect(video).catch(() => [])) take(new URL(code.rawValue, location).hash);
        }, EVERY);
    } catch {
        state.textContent = root.dataset.blocked;
        state.hidden = false;
    }
}

if (location.hash.length > 1) {
    take(location.hash);
    history.replaceState(null, "", location.pathname);
}
addEventListener("hashchange", () => take(location.hash));
addEventListener("online", send);
if ("BarcodeDetector" in globalThis && navigator.mediaDevices) {
    const camera = root.querySelector("[data-camera]");
    camera.hidden = false;
    camera.querySelector("button").addEventListener("click", () => { camera.hidden = true; look(); });
}
root.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    take(event.target.querySelector("textarea").value);
});
