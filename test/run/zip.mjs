// Lists what a zip archive holds, from the directory at its end.
const endOfDirectory = 0x06054b50;
const entryHeader = 0x02014b50;

/** @param {Buffer} zip */
export function namesInZip(zip) {
  const end = zip.lastIndexOf(Buffer.from(Uint32Array.of(endOfDirectory).buffer));
  if (end === -1) throw new Error("This is no zip archive");
  const count = zip.readUInt16LE(end + 10);
  const names = [];
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (zip.readUInt32LE(at) !== entryHeader) throw new Error("The archive's directory is damaged");
    const nameLength = zip.readUInt16LE(at + 28);
    const extraLength = zip.readUInt16LE(at + 30);
    const commentLength = zip.readUInt16LE(at + 32);
    names.push(zip.toString("utf8", at + 46, at + 46 + nameLength));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return names;
}
