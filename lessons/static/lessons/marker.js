/*
 * Finds answer cards in a grey picture, purely: no page, no camera, no network. A card is a dark frame of seven by
 * seven cells on white, with five by five cells in it that name a seat; which side is up is the answer.
 */
const SIDE = 5;
const FRAME = SIDE + 2;
const CELLS = SIDE * SIDE;
const SMALLEST = 14; /* pixels of a frame's side */
const READ_WRONG = 1; /* cards differ in six cells, so that one misread cell still leads to its own card */

/* Every pattern that a card can show, with its seat and the letter on top. */
export function book(marks, turns) {
    const found = [];
    marks.forEach((mark, place) => {
        let bits = [...mark.toString(2).padStart(CELLS, "0")].map(Number);
        for (const letter of turns) {
            found.push({ bits, seat: place + 1, letter });
            bits = bits.map((_bit, at) => bits[(SIDE - 1 - (at % SIDE)) * SIDE + Math.floor(at / SIDE)]);
        }
    });
    return found;
}

export function lookUp(bits, pages) {
    for (const page of pages) {
        let wrong = 0;
        for (let at = 0; at < CELLS && wrong <= READ_WRONG; at += 1) wrong += bits[at] !== page.bits[at];
        if (wrong <= READ_WRONG) return { seat: page.seat, letter: page.letter };
    }
    return null;
}

/* Dark is what is darker than its surroundings, so that a shadow or a lamp does no harm. */
export function darkPixels({ data, width, height }) {
    const sums = new Float64Array((width + 1) * (height + 1));
    for (let y = 0; y < height; y += 1) {
        let row = 0;
        for (let x = 0; x < width; x += 1) {
            row += data[y * width + x];
            sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
        }
    }
    const reach = Math.max(8, Math.round(width / 12));
    const dark = new Uint8Array(width * height);
    for (let y = 0; y < height; y += 1) {
        const top = Math.max(0, y - reach), bottom = Math.min(height, y + reach + 1);
        for (let x = 0; x < width; x += 1) {
            const left = Math.max(0, x - reach), right = Math.min(width, x + reach + 1);
            const sum = sums[bottom * (width + 1) + right] - sums[top * (width + 1) + right] - sums[bottom * (width + 1) + left] + sums[top * (width + 1) + left];
            dark[y * width + x] = data[y * width + x] < (sum / ((bottom - top) * (right - left))) * 0.85 ? 1 : 0;
        }
    }
    return dark;
}

/* Connected dark spots that are large enough, each as the list of its pixels at the edge. */
export function spots(dark, width, height) {
    const seen = new Uint8Array(width * height);
    const found = [];
    const stack = [];
    for (let start = 0; start < dark.length; start += 1) {
        if (!dark[start] || seen[start]) continue;
        const edge = [];
        let [left, right, top, bottom] = [width, 0, height, 0];
        stack.push(start);
        seen[start] = 1;
        while (stack.length) {
            const at = stack.pop();
            const x = at % width, y = (at - x) / width;
            if (x < left) left = x;
            if (x > right) right = x;
            if (y < top) top = y;
            if (y > bottom) bottom = y;
            let isEdge = false;
            for (const [next, isInside] of [[at - 1, x > 0], [at + 1, x < width - 1], [at - width, y > 0], [at + width, y < height - 1]]) {
                if (!isInside || !dark[next]) isEdge = true;
                else if (!seen[next]) {
                    seen[next] = 1;
                    stack.push(next);
                }
            }
            if (isEdge) edge.push([x, y]);
        }
        const isWhole = left > 0 && top > 0 && right < width - 1 && bottom < height - 1;
        if (isWhole && right - left >= SMALLEST && bottom - top >= SMALLEST) found.push(edge);
    }
    return found;
}

const cross = ([ax, ay], [bx, by], [x, y]) => (bx - ax) * (y - ay) - (by - ay) * (x - ax);

function most(points, measure) {
    let best = points[0], value = -Infinity;
    for (const point of points) {
        const measured = measure(point);
        if (measured > value) [best, value] = [point, measured];
    }
    return best;
}

/* The four corners, clockwise from the one at the top left; null for what is no quadrangle. */
export function corners(edge) {
    const middle = [0, 1].map((axis) => edge.reduce((sum, point) => sum + point[axis], 0) / edge.length);
    const away = ([x, y]) => ([px, py]) => (px - x) ** 2 + (py - y) ** 2;
    const first = most(edge, away(middle));
    const third = most(edge, away(first));
    const second = most(edge, (point) => cross(first, third, point));
    const fourth = most(edge, (point) => -cross(first, third, point));
    const quad = [first, second, third, fourth];
    const area = (Math.abs(cross(first, second, third)) + Math.abs(cross(first, third, fourth))) / 2;
    const sides = quad.map((point, at) => Math.hypot(point[0] - quad[(at + 1) % 4][0], point[1] - quad[(at + 1) % 4][1]));
    if (Math.min(...sides) < SMALLEST * 0.7 || Math.max(...sides) > 4 * Math.min(...sides) || area < SMALLEST ** 2 / 2) return null;
    const centre = [0, 1].map((axis) => quad.reduce((sum, point) => sum + point[axis], 0) / 4);
    quad.sort((a, b) => Math.atan2(a[1] - centre[1], a[0] - centre[0]) - Math.atan2(b[1] - centre[1], b[0] - centre[0]));
    const start = quad.indexOf(most(quad, ([x, y]) => -x - y));
    return [...quad.slice(start), ...quad.slice(0, start)];
}

/* Where a place of the unit square lies in the picture (Heckbert 1989, square to quadrilateral). */
export function lens([[x0, y0], [x1, y1], [x2, y2], [x3, y3]]) {
    const sx = x0 - x1 + x2 - x3, sy = y0 - y1 + y2 - y3;
    const dx1 = x1 - x2, dx2 = x3 - x2, dy1 = y1 - y2, dy2 = y3 - y2;
    const whole = dx1 * dy2 - dx2 * dy1;
    const g = (sx * dy2 - dx2 * sy) / whole, h = (dx1 * sy - sx * dy1) / whole;
    return (u, v) => {
        const depth = g * u + h * v + 1;
        return [((x1 - x0 + g * x1) * u + (x3 - x0 + h * x3) * v + x0) / depth, ((y1 - y0 + g * y1) * u + (y3 - y0 + h * y3) * v + y0) / depth];
    };
}

/* The cells of what may be a card; null unless its frame is dark all round and white lies about it. */
export function cells({ data, width, height }, quad) {
    const look = lens(quad);
    const shade = (column, row) => {
        let sum = 0;
        for (const [dx, dy] of [[0, 0], [-0.2, -0.2], [0.2, -0.2], [-0.2, 0.2], [0.2, 0.2]]) {
            const [x, y] = look((column + 0.5 + dx) / FRAME, (row + 0.5 + dy) / FRAME).map(Math.round);
            if (x < 0 || y < 0 || x >= width || y >= height) return 0;
            sum += data[y * width + x];
        }
        return sum / 5;
    };
    const frame = [], around = [];
    for (let at = 0; at < FRAME; at += 1) {
        frame.push(shade(at, 0), shade(at, FRAME - 1), shade(0, at), shade(FRAME - 1, at));
        around.push(shade(at, -1), shade(at, FRAME), shade(-1, at), shade(FRAME, at));
    }
    const mean = (list) => list.reduce((sum, one) => sum + one, 0) / list.length;
    const between = (mean(frame) + mean(around)) / 2;
    if (mean(around) - mean(frame) < 30) return null;
    if (frame.filter((one) => one > between).length > 2 || around.filter((one) => one < between).length > 6) return null;
    return Array.from({ length: CELLS }, (_none, at) => (shade(1 + (at % SIDE), 1 + Math.floor(at / SIDE)) < between ? 1 : 0));
}

/* All cards of a picture: grey values row by row, and the book of patterns. */
export function readCards(picture, pages) {
    const found = new Map();
    for (const edge of spots(darkPixels(picture), picture.width, picture.height)) {
        const quad = corners(edge);
        const bits = quad && cells(picture, quad);
        const card = bits && lookUp(bits, pages);
        if (card) found.set(card.seat, card.letter);
    }
    return found;
}
