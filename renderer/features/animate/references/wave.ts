const BARS = 28;

/** The loudest sample of each of so many equal parts, against the loudest of all. */
function peaksOf(samples: Float32Array): number[] {
  const size = Math.max(1, Math.floor(samples.length / BARS));
  const peaks = Array.from({ length: BARS }, (_, bar) =>
    samples
      .subarray(bar * size, (bar + 1) * size)
      .reduce((most, sample) => Math.max(most, Math.abs(sample)), 0),
  );
  const most = Math.max(...peaks);
  return most > 0 ? peaks.map((peak) => Math.round((peak / most) * 100) / 100) : peaks;
}

/** How loud a recording is along its length, from 0 to 1; null where it cannot be heard here. */
export async function waveOf(file: Blob): Promise<readonly number[] | null> {
  try {
    // The rate hardly matters for a drawing, and a low one keeps the decoded sound small.
    const context = new OfflineAudioContext(1, 1, 8000);
    const sound = await context.decodeAudioData(await file.arrayBuffer());
    return peaksOf(sound.getChannelData(0));
  } catch {
    return null;
  }
}
