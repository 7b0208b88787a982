/*
 * Reads answer cards with the camera. Pictures stay in this page: what is sent is the text in the field, which the
 * teacher sees. A card counts when two pictures in a row say the same. Without this file the field is filled by hand.
 */
import { book, readCards } from "./marker.js";

const WIDTH = 960;
const EVERY = 120;
const form = document.querySelector("form[data-cards]");

function begin() {
    const video = form.querySelector("video");
    const start = form.querySelector("[data-start]");
    const field = form.elements.cards;
    const isLettersOnly = "lettersOnly" in form.dataset;
    const pages = book(form.dataset.marks.split(",").map((mark) => parseInt(mark, 16)), form.dataset.turns);
    const canvas = new OffscreenCanvas(1, 1);
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const counted = new Map();
    let before = new Map();

    function picture() {
        const scale = Math.min(1, WIDTH / video.videoWidth);
        canvas.width = Math.round(video.videoWidth * scale);
        canvas.height = Math.round(video.videoHeight * scale);
        pen.drawImage(video, 0, 0, canvas.width, canvas.height);
        const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
        const grey = new Uint8Array(canvas.width * canvas.height);
        for (let at = 0; at < grey.length; at += 1) grey[at] = (data[at * 4] * 77 + data[at * 4 + 1] * 151 + data[at * 4 + 2] * 28) >> 8;
        return { data: grey, width: canvas.width, height: canvas.height };
    }

    function look() {
        if (video.readyState >= 2 && !document.hidden) {
            const now = readCards(picture(), pages);
            for (const [seat, letter] of now) if (before.get(seat) === letter) counted.set(seat, letter);
            before = now;
            show();
        }
        if (video.srcObject) setTimeout(look, EVERY);
    }

    function show() {
        for (const [seat, letter] of counted) {
            const one = form.querySelector(`[data-seat="${seat}"]`);
            if (one) {
                one.classList.add("is-read");
                one.textContent = isLettersOnly ? "✓" : `${seat} ${letter}`;
            }
        }
        form.querySelector("[data-total]").textContent = counted.size;
        const cards = [...counted].sort(([a], [b]) => a - b).map(([seat, letter]) => (isLettersOnly ? letter : `${seat}${letter}`));
        /* Sorted, the letters say nothing about the order of the cards. */
        if (counted.size) field.value = (isLettersOnly ? cards.sort() : cards).join(" ");
    }

    async function open() {
        try {
            video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
            video.hidden = false;
            start.hidden = true;
            await video.play();
            look();
        } catch {
            form.querySelector("[data-refused]").hidden = false;
        }
    }

    function close() {
        for (const track of video.srcObject?.getTracks() ?? []) track.stop();
        video.srcObject = null;
    }

    start.hidden = !navigator.mediaDevices;
    start.addEventListener("click", open);
    form.addEventListener("submit", close);
    addEventListener("pagehide", close);
}

if (form) begin();
