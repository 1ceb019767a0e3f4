/** An image as far as it is understood: its format and the texts that are embedded in it. */
export interface ImageComments {
  readonly format: 'png' | 'jpeg';
  readonly comments: readonly string[];
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Reads the comments of a PNG or JPEG; undefined when the bytes are no whole image of either kind. */
export function readComments(image: Buffer): ImageComments | undefined {
  if (image.subarray(0, 8).equals(PNG_SIGNATURE)) return fromPng(image);
  if (image.length > 4 && image.readUInt16BE(0) === 0xffd8) return fromJpeg(image);
  return undefined;
}

/** Chunks: length, type, data, checksum. A comment is `tEXt`: a keyword, a zero, Latin-1 text. */
function fromPng(image: Buffer): ImageComments | undefined {
  const comments: string[] = [];
  for (let at = 8; at + 12 <= image.length; ) {
    const length = image.readUInt32BE(at);
    const type = image.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > image.length) return undefined;
    if (type === 'IEND') return { format: 'png', comments };
    const data = image.subarray(at + 8, at + 8 + length);
    if (type === 'tEXt') comments.push(data.subarray(data.indexOf(0) + 1).toString('latin1'));
    at += 12 + length;
  }
  return undefined;
}

/** Segments: a marker and a length that counts itself. Comments (`COM`) lie before the picture's data. */
function fromJpeg(image: Buffer): ImageComments | undefined {
  const comments: string[] = [];
  if (image.lastIndexOf(Buffer.from([0xff, 0xd9])) < 2) return undefined;
  for (let at = 2; at + 4 <= image.length; ) {
    if (image[at] !== 0xff) return undefined;
    const marker = image[at + 1];
    const length = image.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > image.length) return undefined;
    if (marker === 0xfe) comments.push(image.toString('latin1', at + 4, at + 2 + length));
    if (marker === 0xda) return { format: 'jpeg', comments };
    at += 2 + length;
  }
  return undefined;
}
