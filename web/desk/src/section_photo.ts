// One photo of the tally sheet: drawn anew, so that nothing but the picture is left of the file,
// and refused when it shows the mark of a signing list, whose names stay in the section.

import { Malformed, NotVerified } from "@suffrage/core/errors";
import decodeQR from "qr/decode.js";

const LONGEST = 2000;
const QUALITY = 0.8;
const PREVIEW = 320;
const MARK = "SUFFRAGE:SIGNING-LIST:1";
const TRIES = 300;

/**
 * The JPEG of a file that a camera made, at most 2,000 pixels long, without metadata.
 * Throws `section.photo-unreadable`, or `section.photo-list` for a page of the signing list.
 */
export async function readPhoto(file: Blob): Promise<Uint8Array> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    throw new Malformed("section.photo-unreadable");
  }
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Malformed("section.photo-unreadable");
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  refuseList(context, canvas.width, canvas.height);
  return jpeg(canvas);
}

/** Look at the whole, then at overlapping quarters: one reading finds one mark. */
function refuseList(context: CanvasRenderingContext2D, width: number, height: number): void {
  const [half, middle] = [Math.ceil(width * 0.6), Math.ceil(height * 0.6)];
  const [right, low] = [width - half, height - middle];
  const parts = [
    [0, 0, width, height],
    ...[0, right].flatMap((x) => [0, low].map((y) => [x, y, half, middle])),
  ] as const;
  for (const [x = 0, y = 0, wide = 1, high = 1] of parts) {
    const { data } = context.getImageData(x, y, wide, high);
    if (readsMark({ data, width: wide, height: high })) throw new NotVerified("section.photo-list");
  }
}

function readsMark(image: Parameters<typeof decodeQR>[0]): boolean {
  try {
    return decodeQR(image, { timeLimit: TRIES }).trim() === MARK;
  } catch {
    // No mark, or none that can be read.
    return false;
  }
}

/** A small picture of a kept photo, so that one sees whether it can be read. */
export async function draw(canvas: HTMLCanvasElement, data: Uint8Array): Promise<void> {
  const picture = await createImageBitmap(new Blob([data as Uint8Array<ArrayBuffer>]));
  const scale = PREVIEW / Math.max(picture.width, picture.height);
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.hidden = false;
}

async function jpeg(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!blob) throw new Malformed("section.photo-unreadable");
  return new Uint8Array(await blob.arrayBuffer());
}
