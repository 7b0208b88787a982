/*
 * Makes photos small on the phone before they are sent: at most 1600 pixels a side and 200 KB, drawn anew, so that
 * place, time and device stay behind. Without this file the photo goes as it is, and the server does the same.
 */
const LONGEST_SIDE = 1600;
const LARGEST = 200_000;
const QUALITIES = [0.8, 0.7, 0.6, 0.5];
const field = document.querySelector("input[type=file][data-shrink]");
const said = document.getElementById("photo-state");
let work = Promise.resolve();
let isBusy = false;

function drawn(picture, side) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "white";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas;
}

async function small(file) {
    if (!file.type.startsWith("image/")) return file;
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    for (let side = LONGEST_SIDE; side >= 400; side = Math.floor(side * 0.75)) {
        const canvas = drawn(picture, side);
        for (const quality of QUALITIES) {
            const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
            if (blob && blob.size <= LARGEST) return new File([blob], "photo.jpg", { type: "image/jpeg" });
        }
    }
    return file;
}

async function shrink() {
    isBusy = true;
    const chosen = [...field.files];
    try {
        const list = new DataTransfer();
        for (const file of chosen) list.items.add(await small(file));
        /* Something else may have been chosen meanwhile. */
        if (chosen.every((file, place) => field.files[place] === file)) {
            field.files = list.files;
            const size = [...list.files].reduce((sum, file) => sum + file.size, 0);
            if (said && list.files.length) said.textContent = `${said.dataset.text} ${Math.ceil(size / 1000)} KB`;
        }
    } catch {
        /* A picture this browser cannot read: the server looks at it. */
    }
    isBusy = false;
}

field?.addEventListener("change", () => {
    work = shrink();
});
field?.form?.addEventListener("submit", (event) => {
    if (!isBusy) return;
    event.preventDefault();
    work.then(() => field.form.requestSubmit());
});
